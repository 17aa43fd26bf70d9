import { type AnyVariables, type Client, CombinedError, type TypedDocumentNode } from 'urql';
import { type Asked, photoQueryOf, searchQueryOf } from './asked.ts';
import { filterOf, optionsOf } from './filter.ts';
import type { SearchKind, SearchResultsFragment } from './gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from './gql/index.ts';
import type { View } from './view.ts';

export const SearchResults = graphql(`
  fragment SearchResults on SearchResultConnection {
    edges {
      node { id }
      ...ResultCard
    }
    pageInfo { endCursor hasNextPage }
    notices { code message }
    plan
    totalCount
    timing { totalMs }
    search { id }
    facets @include(if: $facets) { ...SearchFacet }
  }
`);

const byText = graphql(`
  query SearchByText($text: String!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {
    answer: searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }
  }
`);

const byImage = graphql(`
  query SearchByImage($photo: PhotoQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {
    answer: searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }
  }
`);

const byAll = graphql(`
  query SearchByAll($query: SearchQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {
    answer: searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }
  }
`);

const similar = graphql(`
  query SearchSimilar($to: ProductKey!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {
    answer: similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }
  }
`);

const reopened = graphql(`
  query SearchReopened($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {
    search(id: $id) {
      kind
      text
      thumbnailUrl
      answer: results(first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }
    }
  }
`);

export type AnswerPage = SearchResultsFragment;

/** What the API tells of a question that was asked before. */
export interface Told {
  readonly kind: SearchKind;
  readonly text: string | null;
  readonly thumbnailUrl: string | null;
}

export type Outcome =
  | { readonly kind: 'page'; readonly page: AnswerPage; readonly told: Told | null }
  /** The search is kept no more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: CombinedError };

export interface PageRequest {
  readonly view: View;
  readonly first: number;
  readonly after: string | null;
  /** Whether what they have is counted too, which takes longer. */
  readonly facets: boolean;
}

interface Answered {
  readonly answer: FragmentType<typeof SearchResults>;
}

/**
 * Asks for a page of results.
 * @returns what stops it, at the server too
 */
export function requestPage(
  client: Client,
  asked: Asked,
  { view, ...page }: PageRequest,
  onOutcome: (outcome: Outcome) => void,
): () => void {
  const variables = { ...page, filter: filterOf(view), options: optionsOf(view) };
  const hear = <Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    given: Variables,
    read: (data: Data | undefined, error: CombinedError | undefined) => Outcome,
  ) => {
    // asked anew each time: a cache would keep the photos, and answer for a server that is gone
    const source = client.query(document, given, { requestPolicy: 'network-only' });
    const running = source.subscribe(({ data, error }) => {
      running.unsubscribe();
      onOutcome(read(data, error));
    });
    return () => running.unsubscribe();
  };
  const fresh = (data: Answered | undefined, error: CombinedError | undefined): Outcome =>
    data ? pageOf(data.answer, null) : failure(error);

  if (asked.kind === 'reopened') {
    return hear(reopened, { id: asked.searchId, ...variables }, (data, error) => {
      if (data?.search) return pageOf(data.search.answer, data.search);
      return error && !isOfUnknownId(error) ? failure(error) : { kind: 'gone' };
    });
  }
  if (asked.kind === 'similar') return hear(similar, { to: { id: asked.product.id }, ...variables }, fresh);
  const { text, photos } = asked.question;
  const [photo] = photos;
  if (photo === undefined) return hear(byText, { text, ...variables }, fresh);
  if (text === '' && photos.length === 1) {
    return hear(byImage, { photo: photoQueryOf(photo), ...variables }, fresh);
  }
  return hear(byAll, { query: searchQueryOf(asked.question), ...variables }, fresh);
}

function pageOf(answer: FragmentType<typeof SearchResults>, told: Told | null): Outcome {
  return { kind: 'page', page: readFragment(SearchResults, answer), told };
}

function failure(error: CombinedError | undefined): Outcome {
  return { kind: 'failed', error: error ?? new CombinedError({}) };
}

/** What is no id at all is as little there as a search that is kept no more. */
function isOfUnknownId({ graphQLErrors: [first] }: CombinedError): boolean {
  return first?.extensions.code === 'BAD_USER_INPUT' && first.path?.length === 1;
}
