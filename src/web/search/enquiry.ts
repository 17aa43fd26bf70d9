import type { CombinedError } from 'urql';
import type { AnswerPage, Told } from './answer.ts';
import type { Asked } from './asked.ts';
import { printView, type View } from './view.ts';

export type ResultEdge = AnswerPage['edges'][number];
export type FacetsOf = NonNullable<AnswerPage['facets']>;

/** The results of an enquiry under one view, as far as they were paged. */
export interface ResultList {
  readonly edges: readonly ResultEdge[];
  /** What the first page says of the whole; null until it is there. */
  readonly answer: AnswerPage | null;
  readonly endCursor: string | null;
  readonly hasMore: boolean;
  /** What is asked for: its first page, a further one, or nothing. */
  readonly asks: 'first' | 'more' | null;
  readonly error: CombinedError | null;
}

/** A question of this page, and what was answered. */
export interface Enquiry {
  /** Names it, and none of another load of the page. */
  readonly key: string;
  readonly asked: Asked;
  /** What the API tells of a question that was asked elsewhere. */
  readonly told: Told | null;
  /** Null until it is answered, and where searches are not remembered. */
  readonly searchId: string | null;
  /** Whether it can not be reopened: it was deleted, or it is too old. */
  readonly isGone: boolean;
  /** Whether the person stopped it before it was answered. */
  readonly isCancelled: boolean;
  /** By view; those looked at last. */
  readonly lists: ReadonlyMap<string, ResultList>;
  /** The view that was answered last: it is shown until the next one is. */
  readonly answeredView: string | null;
  /** By view without order; those looked at last. */
  readonly facets: ReadonlyMap<string, FacetsOf>;
  /** The keys of the photos that were asked one by one, itself among them; empty where it was asked alone. */
  readonly group: readonly string[];
}

export const emptyList: ResultList = {
  edges: [],
  answer: null,
  endCursor: null,
  hasMore: false,
  asks: null,
  error: null,
};

/** What it is asked by from now on: a search that has an id sends no question again. */
export function askedAgain({ asked, searchId }: Enquiry): Asked {
  return searchId === null ? asked : { kind: 'reopened', searchId };
}

/** What the results of a view are kept by. */
export function listKey(view: View): string {
  return printView(view);
}

/** What the facets of a view are kept by: they are the same in every order. */
export function facetsKey(view: View): string {
  return printView({ ...view, order: 'RELEVANCE' });
}

/** The list with one more page; a product is there once, also where the catalogue changed between two pages. */
export function withPage(list: ResultList, page: AnswerPage): ResultList {
  const known = new Set(list.edges.map(({ node }) => node.id));
  return {
    edges: [...list.edges, ...page.edges.filter(({ node }) => !known.has(node.id))],
    answer: list.answer ?? page,
    endCursor: page.pageInfo.endCursor ?? null,
    hasMore: page.pageInfo.hasNextPage,
    asks: null,
    error: null,
  };
}

/** The map with one entry more, as the latest, and only the latest few. */
export function withLatest<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
  most: number,
): ReadonlyMap<string, Value> {
  const others = [...map].filter(([one]) => one !== key);
  return new Map([...others.slice(Math.max(0, others.length - most + 1)), [key, value]]);
}
