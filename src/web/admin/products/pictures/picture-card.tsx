import { useState } from 'react';
import { announce } from '../../../shared/announce.tsx';
import { Badge } from '../../../shared/badge.tsx';
import { Button } from '../../../shared/button.tsx';
import { Confirm } from '../../../shared/confirm.tsx';
import { Icon } from '../../../shared/icon.tsx';
import { Picture } from '../../../shared/picture.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { useAction } from '../../../shared/use-action.ts';
import { useLanguage } from '../../../wording/wording.ts';
import type { ProductsPanePictureFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useWords } from '../../words.ts';
import { stateTones } from '../standing.tsx';

export const productPicture = graphql(`
  fragment ProductsPanePicture on ProductImage {
    id
    position
    url(width: 320)
    sourceUrl
    indexing { state attempts indexedAt error { code message retryable } }
  }
`);

const removeImage = graphql(`
  mutation ProductsPaneRemoveImage($id: ID!) {
    removeProductImage(id: $id) {
      __typename
      ... on RemoveProductImageSuccess { product { id } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

interface PictureCardProps {
  readonly image: ProductsPanePictureFragment;
  /** Of its product. */
  readonly title: string;
  readonly isLast: boolean;
  /** −1: forward, 1: back. */
  readonly onMove: (by: -1 | 1) => void;
  readonly load: () => Promise<unknown>;
}

/** A picture of a product: where it stands, its place among the others, and removing it. */
export function PictureCard({ image, title, isLast, onMove, load }: PictureCardProps) {
  const { productPictures: words } = useWords();
  const { position, url, sourceUrl } = image;
  const [asked, setAsked] = useState(false);
  const removal = useAction(removeImage, (data) => data.removeProductImage);
  const remove = async () => {
    if (await removal.run({ id: image.id })) announce(words.removed);
    setAsked(false);
    await load();
  };
  return (
    <li className="pictures-card">
      <Picture src={url} alt={`${title}, ${words.picture(position)}`} />
      <div className="pictures-card-words">
        {position === 1 && <p className="products-small pictures-main">{words.main}</p>}
        <Stands indexing={image.indexing} />
        {sourceUrl && (
          <a className="products-small" href={sourceUrl} target="_blank" rel="noreferrer">
            {words.fromUrl} <span className="unseen">({words.linkOpens})</span>
          </a>
        )}
        {removal.error && <Problem error={removal.error} onDismiss={removal.dismiss} />}
      </div>
      <div className="pictures-card-actions">
        <Button
          kind="quiet"
          className="button-icon"
          aria-label={words.moveUp(position)}
          disabled={position === 1}
          onClick={() => onMove(-1)}
        >
          <Icon name="back" />
        </Button>
        <Button
          kind="quiet"
          className="button-icon"
          aria-label={words.moveDown(position)}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          <Icon name="forward" />
        </Button>
        <Button
          kind="quiet"
          className="button-icon"
          aria-label={words.remove(position)}
          onClick={() => setAsked(true)}
        >
          <Icon name="remove" />
        </Button>
      </div>
      <Confirm
        title={words.removeTitle}
        action={words.removeNow}
        danger
        busy={removal.busy}
        open={asked}
        onConfirm={remove}
        onClose={() => setAsked(false)}
      >
        <p>{words.removeHint}</p>
      </Confirm>
    </li>
  );
}

function Stands({ indexing }: { readonly indexing: ProductsPanePictureFragment['indexing'] }) {
  const { products, productPictures: words, reasons } = useWords();
  const { format } = useLanguage();
  const { state, attempts, error, indexedAt } = indexing;
  return (
    <div className="pictures-stands">
      <p>
        <Badge tone={stateTones[state]}>{products.states[state]}</Badge>
      </p>
      {state === 'INDEXED' && indexedAt && (
        <p className="products-small quiet">{words.indexedAt(format.dateTime(indexedAt))}</p>
      )}
      {error && state !== 'INDEXED' && (
        <>
          <p className="products-small">
            <strong>{reasons[error.code].name}.</strong> {reasons[error.code].hint}
          </p>
          <p className="products-small quiet">
            {words.attempts(attempts)}. {error.retryable ? words.triedAgain : words.notTriedAgain}
          </p>
          <p className="products-small quiet" lang="en" dir="auto">
            {error.message}
          </p>
        </>
      )}
    </div>
  );
}
