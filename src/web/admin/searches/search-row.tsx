import { useState } from 'react';
import { Badge } from '../../shared/badge.tsx';
import { Button } from '../../shared/button.tsx';
import { Confirm } from '../../shared/confirm.tsx';
import { Icon } from '../../shared/icon.tsx';
import { Picture } from '../../shared/picture.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useAction } from '../../shared/use-action.ts';
import { useLanguage } from '../../wording/wording.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';

const searchFragment = graphql(`
  fragment SearchesSearch on Search {
    id
    kind
    text
    thumbnailUrl
    resultCount
    createdAt
    timing { totalMs }
  }
`);

const deleteSearch = graphql(`
  mutation SearchesDelete($id: ID!) {
    deleteSearch(id: $id) {
      ... on DeleteSearchSuccess { search { id } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

interface SearchRowProps {
  readonly search: FragmentType<typeof searchFragment>;
  readonly onDeleted: () => void;
}

/** A search: what was asked, when, and what came of it. */
export function SearchRow({ search, onDeleted }: SearchRowProps) {
  const { format } = useLanguage();
  const { searches } = useWords();
  const { id, kind, text, thumbnailUrl, resultCount, createdAt, timing } = readFragment(
    searchFragment,
    search,
  );
  const [asking, setAsking] = useState(false);
  const removal = useAction(deleteSearch, (data) => data.deleteSearch);
  const what = text ?? searches.ofKind[kind];
  const remove = async () => {
    // one that is gone already is what was asked for
    if (await removal.run({ id })) onDeleted();
    else setAsking(false);
  };
  return (
    <li className="search-row">
      {thumbnailUrl ? (
        <Picture src={thumbnailUrl} alt="" />
      ) : (
        <span className="picture picture-none" aria-hidden="true">
          <Icon name={kind === 'TEXT' ? 'search' : kind === 'PRODUCT' ? 'similar' : 'picture'} />
        </span>
      )}
      <div className="search-words">
        <p>
          <a href={`/s/${encodeURIComponent(id)}`} dir="auto" aria-label={searches.openOf(what)}>
            {what}
          </a>
        </p>
        <p className="row">
          <Badge tone={resultCount === 0 ? 'warn' : 'quiet'}>
            <span title={resultCount > 0 ? searches.resultsMean : undefined}>
              {searches.results(resultCount)}
            </span>
          </Badge>
          <span className="quiet search-facts">
            {text !== null && `${searches.kinds[kind]} · `}
            <time dateTime={createdAt} title={format.dateTime(createdAt)}>
              {format.ago(createdAt)}
            </time>{' '}
            · {searches.took(timing.totalMs)}
          </span>
        </p>
        {removal.error && <Problem error={removal.error} onDismiss={removal.dismiss} />}
      </div>
      <Button
        kind="quiet"
        className="button-icon"
        aria-label={searches.removeOf(what)}
        onClick={() => setAsking(true)}
      >
        <Icon name="remove" />
      </Button>
      <Confirm
        title={searches.removeTitle}
        action={searches.removeAction}
        danger
        open={asking}
        busy={removal.busy}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        <p>
          <strong dir="auto">{what}</strong>
        </p>
        <p>{searches.removeMeans}</p>
      </Confirm>
    </li>
  );
}
