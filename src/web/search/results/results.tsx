import { useEffect, useEffectEvent, useRef } from 'react';
import { announce } from '../../shared/announce.tsx';
import { LoadMore } from '../../shared/load-more.tsx';
import type { NamedProduct } from '../asked.ts';
import { type Enquiry, emptyList, facetsKey, listKey } from '../enquiry.ts';
import { Chips } from '../facets/chips.tsx';
import { Facets } from '../facets/facets.tsx';
import { Expert } from '../facets/ordering.tsx';
import { AnswerNotices } from '../states/answer-notices.tsx';
import type { Capabilities } from '../states/capabilities.ts';
import { Nothing } from '../states/nothing.tsx';
import { Stopped, Waiting } from '../states/waiting.tsx';
import type { View } from '../view.ts';
import { useWords } from '../words.ts';
import { Grid, GridSkeleton } from './grid.tsx';
import { Toolbar } from './toolbar.tsx';
import './results.css';
import { useWide } from './use-wide.ts';

interface ResultsProps {
  readonly enquiry: Enquiry;
  readonly view: View;
  readonly capabilities: Capabilities | null;
  readonly detailsHref: string;
  readonly onView: (view: View) => void;
  readonly onDetails: (productId: string) => void;
  readonly onLike: (product: NamedProduct) => void;
  readonly onMore: () => void;
  readonly onRetry: () => void;
  /** Sends the question again, as a new search. */
  readonly onAgain: () => void;
}

/** What was found for a question, and everything to narrow it by. */
export function Results(props: ResultsProps) {
  const { enquiry, view, capabilities, onView } = props;
  const { results } = useWords();
  const isWide = useWide();
  const list = enquiry.lists.get(listKey(view)) ?? emptyList;
  const before = enquiry.answeredView === null ? undefined : enquiry.lists.get(enquiry.answeredView);
  const shown = list.answer ? list : (before ?? list);
  const isStale = shown !== list && list.error === null;
  const facets = enquiry.facets.get(facetsKey(view)) ?? [...enquiry.facets.values()].at(-1) ?? null;
  useAnnounced(list.answer?.totalCount);
  const top = useTop(enquiry.answeredView);

  const failed = list.error && (
    <Waiting error={list.error} capabilities={capabilities} onRetry={props.onRetry} />
  );
  if (shown.answer === null) {
    if (enquiry.isCancelled) return <Stopped onAgain={props.onRetry} />;
    return failed ?? <Searching />;
  }
  const { answer } = shown;
  return (
    <div className="results" ref={top}>
      {isWide && (
        <aside className="sidebar">
          <Facets facets={facets} view={view} onView={onView} />
          <Expert view={view} onView={onView} />
        </aside>
      )}
      <div className="results-main">
        <Toolbar answer={answer} facets={facets} isWide={isWide} view={view} onView={onView} />
        <Chips view={view} onView={onView} />
        {enquiry.searchId === null && <p className="quiet">{results.notShared}</p>}
        <AnswerNotices
          notices={answer.notices}
          isReady={capabilities?.searchByImage.available ?? false}
          onAgain={props.onAgain}
        />
        {shown !== list && failed}
        {shown.edges.length === 0 && !isStale && <Nothing view={view} onView={onView} />}
        <Grid
          edges={shown.edges}
          isStale={isStale}
          detailsHref={props.detailsHref}
          scores={view.score !== null}
          canLike={capabilities?.similarProducts.available ?? true}
          onDetails={props.onDetails}
          onLike={props.onLike}
        />
        {shown === list && failed}
        <LoadMore
          hasMore={shown.hasMore && !isStale && list.error === null}
          busy={list.asks === 'more'}
          onMore={props.onMore}
        />
      </div>
    </div>
  );
}

/** Before anything is known of an answer. */
export function Searching() {
  const { results } = useWords();
  return (
    <div className="results-main">
      <p className="unseen" role="status">
        {results.searching}
      </p>
      <GridSkeleton />
    </div>
  );
}

/** Shows the beginning of results that were narrowed while somebody was far down in others. */
function useTop(answeredView: string | null) {
  const element = useRef<HTMLDivElement>(null);
  const shown = useRef(answeredView);
  useEffect(() => {
    if (shown.current !== null && shown.current !== answeredView && element.current) {
      if (element.current.getBoundingClientRect().top < 0) element.current.scrollIntoView();
    }
    shown.current = answeredView;
  }, [answeredView]);
  return element;
}

/** Says how many there are, to who can not see it. */
function useAnnounced(count: number | undefined): void {
  const { results } = useWords();
  const say = useEffectEvent((found: number) => announce(results.count(found)));
  useEffect(() => {
    if (count !== undefined) say(count);
  }, [count]);
}
