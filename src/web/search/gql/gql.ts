/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment SearchResults on SearchResultConnection {\n    edges {\n      node { id }\n      ...ResultCard\n    }\n    pageInfo { endCursor hasNextPage }\n    notices { code message }\n    plan\n    totalCount\n    timing { totalMs }\n    search { id }\n    facets @include(if: $facets) { ...SearchFacet }\n  }\n": typeof types.SearchResultsFragmentDoc,
    "\n  query SearchByText($text: String!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n": typeof types.SearchByTextDocument,
    "\n  query SearchByImage($photo: PhotoQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n": typeof types.SearchByImageDocument,
    "\n  query SearchByAll($query: SearchQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n": typeof types.SearchByAllDocument,
    "\n  query SearchSimilar($to: ProductKey!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n": typeof types.SearchSimilarDocument,
    "\n  query SearchReopened($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    search(id: $id) {\n      kind\n      text\n      thumbnailUrl\n      answer: results(first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n    }\n  }\n": typeof types.SearchReopenedDocument,
    "\n  query AskThumbnail($id: ID!) {\n    search(id: $id) { id thumbnailUrl }\n  }\n": typeof types.AskThumbnailDocument,
    "\n  query AskRegions($photo: PhotoQuery!) {\n    searchRegions(photo: $photo) {\n      region { x y width height }\n      best { node { id title } }\n    }\n  }\n": typeof types.AskRegionsDocument,
    "\n  fragment ProductAttributes on Product {\n    externalId\n    category\n    brand\n    attributes { name value }\n  }\n": typeof types.ProductAttributesFragmentDoc,
    "\n  query ProductDetails($id: ID!) {\n    product(by: { id: $id }) {\n      id\n      title\n      description\n      inStock\n      url\n      price { amount currency }\n      mainImage { url(width: 400) }\n      images { id url(width: 1000) small: url(width: 160) }\n      ...ProductAttributes\n    }\n  }\n": typeof types.ProductDetailsDocument,
    "\n  query MatchedRegion($photo: PhotoQuery!, $productId: ID!) {\n    matchedRegion(photo: $photo, product: { id: $productId }) { x y width height }\n  }\n": typeof types.MatchedRegionDocument,
    "\n  query ProductSimilar($id: ID!) {\n    product(by: { id: $id }) {\n      similar(first: 12) {\n        nodes {\n          id\n          title\n          price { amount currency }\n          mainImage { url(width: 240) }\n        }\n      }\n    }\n  }\n": typeof types.ProductSimilarDocument,
    "\n  fragment SearchFacet on Facet {\n    name\n    values { value count price { min max currency } }\n  }\n": typeof types.SearchFacetFragmentDoc,
    "\n  fragment ResultCard on SearchResultEdge {\n    score\n    match\n    ranks { fused vector text titles }\n    image { id url(width: 400) }\n    node {\n      id\n      title\n      brand\n      inStock\n      url\n      price { amount currency }\n      mainImage { id url(width: 400) }\n    }\n  }\n": typeof types.ResultCardFragmentDoc,
    "\n  fragment ExampleProducts on ProductConnection {\n    nodes {\n      id\n      title\n      category\n      mainImage { id url(width: 240) }\n    }\n  }\n": typeof types.ExampleProductsFragmentDoc,
    "\n  query Examples {\n    newest: products(first: 4, filter: { indexing: [INDEXED] }) { ...ExampleProducts }\n    oldest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: OLDEST) { ...ExampleProducts }\n    cheapest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_ASC) { ...ExampleProducts }\n    dearest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_DESC) { ...ExampleProducts }\n    byTitle: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: TITLE) { ...ExampleProducts }\n  }\n": typeof types.ExamplesDocument,
    "\n  subscription ExamplesIndexed {\n    indexStatus {\n      images { indexed }\n    }\n  }\n": typeof types.ExamplesIndexedDocument,
    "\n  fragment RecentSearch on Search {\n    id\n    kind\n    text\n    thumbnailUrl\n    createdAt\n  }\n": typeof types.RecentSearchFragmentDoc,
    "\n  query RecentSearches($a: ID!, $b: ID!, $c: ID!, $d: ID!, $e: ID!, $f: ID!, $g: ID!, $h: ID!) {\n    a: search(id: $a) { ...RecentSearch }\n    b: search(id: $b) { ...RecentSearch }\n    c: search(id: $c) { ...RecentSearch }\n    d: search(id: $d) { ...RecentSearch }\n    e: search(id: $e) { ...RecentSearch }\n    f: search(id: $f) { ...RecentSearch }\n    g: search(id: $g) { ...RecentSearch }\n    h: search(id: $h) { ...RecentSearch }\n  }\n": typeof types.RecentSearchesDocument,
    "\n  subscription SearchCapabilities {\n    capabilities {\n      searchByImage { available degraded loading reason }\n      searchByText { available degraded loading reason }\n      similarProducts { available degraded loading reason }\n    }\n  }\n": typeof types.SearchCapabilitiesDocument,
    "\n  subscription SearchIndexStatus {\n    indexStatus {\n      coverage\n      products\n    }\n  }\n": typeof types.SearchIndexStatusDocument,
};
const documents: Documents = {
    "\n  fragment SearchResults on SearchResultConnection {\n    edges {\n      node { id }\n      ...ResultCard\n    }\n    pageInfo { endCursor hasNextPage }\n    notices { code message }\n    plan\n    totalCount\n    timing { totalMs }\n    search { id }\n    facets @include(if: $facets) { ...SearchFacet }\n  }\n": types.SearchResultsFragmentDoc,
    "\n  query SearchByText($text: String!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n": types.SearchByTextDocument,
    "\n  query SearchByImage($photo: PhotoQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n": types.SearchByImageDocument,
    "\n  query SearchByAll($query: SearchQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n": types.SearchByAllDocument,
    "\n  query SearchSimilar($to: ProductKey!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n": types.SearchSimilarDocument,
    "\n  query SearchReopened($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    search(id: $id) {\n      kind\n      text\n      thumbnailUrl\n      answer: results(first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n    }\n  }\n": types.SearchReopenedDocument,
    "\n  query AskThumbnail($id: ID!) {\n    search(id: $id) { id thumbnailUrl }\n  }\n": types.AskThumbnailDocument,
    "\n  query AskRegions($photo: PhotoQuery!) {\n    searchRegions(photo: $photo) {\n      region { x y width height }\n      best { node { id title } }\n    }\n  }\n": types.AskRegionsDocument,
    "\n  fragment ProductAttributes on Product {\n    externalId\n    category\n    brand\n    attributes { name value }\n  }\n": types.ProductAttributesFragmentDoc,
    "\n  query ProductDetails($id: ID!) {\n    product(by: { id: $id }) {\n      id\n      title\n      description\n      inStock\n      url\n      price { amount currency }\n      mainImage { url(width: 400) }\n      images { id url(width: 1000) small: url(width: 160) }\n      ...ProductAttributes\n    }\n  }\n": types.ProductDetailsDocument,
    "\n  query MatchedRegion($photo: PhotoQuery!, $productId: ID!) {\n    matchedRegion(photo: $photo, product: { id: $productId }) { x y width height }\n  }\n": types.MatchedRegionDocument,
    "\n  query ProductSimilar($id: ID!) {\n    product(by: { id: $id }) {\n      similar(first: 12) {\n        nodes {\n          id\n          title\n          price { amount currency }\n          mainImage { url(width: 240) }\n        }\n      }\n    }\n  }\n": types.ProductSimilarDocument,
    "\n  fragment SearchFacet on Facet {\n    name\n    values { value count price { min max currency } }\n  }\n": types.SearchFacetFragmentDoc,
    "\n  fragment ResultCard on SearchResultEdge {\n    score\n    match\n    ranks { fused vector text titles }\n    image { id url(width: 400) }\n    node {\n      id\n      title\n      brand\n      inStock\n      url\n      price { amount currency }\n      mainImage { id url(width: 400) }\n    }\n  }\n": types.ResultCardFragmentDoc,
    "\n  fragment ExampleProducts on ProductConnection {\n    nodes {\n      id\n      title\n      category\n      mainImage { id url(width: 240) }\n    }\n  }\n": types.ExampleProductsFragmentDoc,
    "\n  query Examples {\n    newest: products(first: 4, filter: { indexing: [INDEXED] }) { ...ExampleProducts }\n    oldest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: OLDEST) { ...ExampleProducts }\n    cheapest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_ASC) { ...ExampleProducts }\n    dearest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_DESC) { ...ExampleProducts }\n    byTitle: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: TITLE) { ...ExampleProducts }\n  }\n": types.ExamplesDocument,
    "\n  subscription ExamplesIndexed {\n    indexStatus {\n      images { indexed }\n    }\n  }\n": types.ExamplesIndexedDocument,
    "\n  fragment RecentSearch on Search {\n    id\n    kind\n    text\n    thumbnailUrl\n    createdAt\n  }\n": types.RecentSearchFragmentDoc,
    "\n  query RecentSearches($a: ID!, $b: ID!, $c: ID!, $d: ID!, $e: ID!, $f: ID!, $g: ID!, $h: ID!) {\n    a: search(id: $a) { ...RecentSearch }\n    b: search(id: $b) { ...RecentSearch }\n    c: search(id: $c) { ...RecentSearch }\n    d: search(id: $d) { ...RecentSearch }\n    e: search(id: $e) { ...RecentSearch }\n    f: search(id: $f) { ...RecentSearch }\n    g: search(id: $g) { ...RecentSearch }\n    h: search(id: $h) { ...RecentSearch }\n  }\n": types.RecentSearchesDocument,
    "\n  subscription SearchCapabilities {\n    capabilities {\n      searchByImage { available degraded loading reason }\n      searchByText { available degraded loading reason }\n      similarProducts { available degraded loading reason }\n    }\n  }\n": types.SearchCapabilitiesDocument,
    "\n  subscription SearchIndexStatus {\n    indexStatus {\n      coverage\n      products\n    }\n  }\n": types.SearchIndexStatusDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SearchResults on SearchResultConnection {\n    edges {\n      node { id }\n      ...ResultCard\n    }\n    pageInfo { endCursor hasNextPage }\n    notices { code message }\n    plan\n    totalCount\n    timing { totalMs }\n    search { id }\n    facets @include(if: $facets) { ...SearchFacet }\n  }\n"): (typeof documents)["\n  fragment SearchResults on SearchResultConnection {\n    edges {\n      node { id }\n      ...ResultCard\n    }\n    pageInfo { endCursor hasNextPage }\n    notices { code message }\n    plan\n    totalCount\n    timing { totalMs }\n    search { id }\n    facets @include(if: $facets) { ...SearchFacet }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchByText($text: String!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n"): (typeof documents)["\n  query SearchByText($text: String!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchByImage($photo: PhotoQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n"): (typeof documents)["\n  query SearchByImage($photo: PhotoQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchByAll($query: SearchQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n"): (typeof documents)["\n  query SearchByAll($query: SearchQuery!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchSimilar($to: ProductKey!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n"): (typeof documents)["\n  query SearchSimilar($to: ProductKey!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    answer: similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchReopened($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    search(id: $id) {\n      kind\n      text\n      thumbnailUrl\n      answer: results(first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n    }\n  }\n"): (typeof documents)["\n  query SearchReopened($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions, $facets: Boolean!) {\n    search(id: $id) {\n      kind\n      text\n      thumbnailUrl\n      answer: results(first: $first, after: $after, filter: $filter, options: $options) { ...SearchResults }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AskThumbnail($id: ID!) {\n    search(id: $id) { id thumbnailUrl }\n  }\n"): (typeof documents)["\n  query AskThumbnail($id: ID!) {\n    search(id: $id) { id thumbnailUrl }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AskRegions($photo: PhotoQuery!) {\n    searchRegions(photo: $photo) {\n      region { x y width height }\n      best { node { id title } }\n    }\n  }\n"): (typeof documents)["\n  query AskRegions($photo: PhotoQuery!) {\n    searchRegions(photo: $photo) {\n      region { x y width height }\n      best { node { id title } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProductAttributes on Product {\n    externalId\n    category\n    brand\n    attributes { name value }\n  }\n"): (typeof documents)["\n  fragment ProductAttributes on Product {\n    externalId\n    category\n    brand\n    attributes { name value }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductDetails($id: ID!) {\n    product(by: { id: $id }) {\n      id\n      title\n      description\n      inStock\n      url\n      price { amount currency }\n      mainImage { url(width: 400) }\n      images { id url(width: 1000) small: url(width: 160) }\n      ...ProductAttributes\n    }\n  }\n"): (typeof documents)["\n  query ProductDetails($id: ID!) {\n    product(by: { id: $id }) {\n      id\n      title\n      description\n      inStock\n      url\n      price { amount currency }\n      mainImage { url(width: 400) }\n      images { id url(width: 1000) small: url(width: 160) }\n      ...ProductAttributes\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MatchedRegion($photo: PhotoQuery!, $productId: ID!) {\n    matchedRegion(photo: $photo, product: { id: $productId }) { x y width height }\n  }\n"): (typeof documents)["\n  query MatchedRegion($photo: PhotoQuery!, $productId: ID!) {\n    matchedRegion(photo: $photo, product: { id: $productId }) { x y width height }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductSimilar($id: ID!) {\n    product(by: { id: $id }) {\n      similar(first: 12) {\n        nodes {\n          id\n          title\n          price { amount currency }\n          mainImage { url(width: 240) }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProductSimilar($id: ID!) {\n    product(by: { id: $id }) {\n      similar(first: 12) {\n        nodes {\n          id\n          title\n          price { amount currency }\n          mainImage { url(width: 240) }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SearchFacet on Facet {\n    name\n    values { value count price { min max currency } }\n  }\n"): (typeof documents)["\n  fragment SearchFacet on Facet {\n    name\n    values { value count price { min max currency } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ResultCard on SearchResultEdge {\n    score\n    match\n    ranks { fused vector text titles }\n    image { id url(width: 400) }\n    node {\n      id\n      title\n      brand\n      inStock\n      url\n      price { amount currency }\n      mainImage { id url(width: 400) }\n    }\n  }\n"): (typeof documents)["\n  fragment ResultCard on SearchResultEdge {\n    score\n    match\n    ranks { fused vector text titles }\n    image { id url(width: 400) }\n    node {\n      id\n      title\n      brand\n      inStock\n      url\n      price { amount currency }\n      mainImage { id url(width: 400) }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ExampleProducts on ProductConnection {\n    nodes {\n      id\n      title\n      category\n      mainImage { id url(width: 240) }\n    }\n  }\n"): (typeof documents)["\n  fragment ExampleProducts on ProductConnection {\n    nodes {\n      id\n      title\n      category\n      mainImage { id url(width: 240) }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Examples {\n    newest: products(first: 4, filter: { indexing: [INDEXED] }) { ...ExampleProducts }\n    oldest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: OLDEST) { ...ExampleProducts }\n    cheapest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_ASC) { ...ExampleProducts }\n    dearest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_DESC) { ...ExampleProducts }\n    byTitle: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: TITLE) { ...ExampleProducts }\n  }\n"): (typeof documents)["\n  query Examples {\n    newest: products(first: 4, filter: { indexing: [INDEXED] }) { ...ExampleProducts }\n    oldest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: OLDEST) { ...ExampleProducts }\n    cheapest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_ASC) { ...ExampleProducts }\n    dearest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_DESC) { ...ExampleProducts }\n    byTitle: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: TITLE) { ...ExampleProducts }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ExamplesIndexed {\n    indexStatus {\n      images { indexed }\n    }\n  }\n"): (typeof documents)["\n  subscription ExamplesIndexed {\n    indexStatus {\n      images { indexed }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RecentSearch on Search {\n    id\n    kind\n    text\n    thumbnailUrl\n    createdAt\n  }\n"): (typeof documents)["\n  fragment RecentSearch on Search {\n    id\n    kind\n    text\n    thumbnailUrl\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecentSearches($a: ID!, $b: ID!, $c: ID!, $d: ID!, $e: ID!, $f: ID!, $g: ID!, $h: ID!) {\n    a: search(id: $a) { ...RecentSearch }\n    b: search(id: $b) { ...RecentSearch }\n    c: search(id: $c) { ...RecentSearch }\n    d: search(id: $d) { ...RecentSearch }\n    e: search(id: $e) { ...RecentSearch }\n    f: search(id: $f) { ...RecentSearch }\n    g: search(id: $g) { ...RecentSearch }\n    h: search(id: $h) { ...RecentSearch }\n  }\n"): (typeof documents)["\n  query RecentSearches($a: ID!, $b: ID!, $c: ID!, $d: ID!, $e: ID!, $f: ID!, $g: ID!, $h: ID!) {\n    a: search(id: $a) { ...RecentSearch }\n    b: search(id: $b) { ...RecentSearch }\n    c: search(id: $c) { ...RecentSearch }\n    d: search(id: $d) { ...RecentSearch }\n    e: search(id: $e) { ...RecentSearch }\n    f: search(id: $f) { ...RecentSearch }\n    g: search(id: $g) { ...RecentSearch }\n    h: search(id: $h) { ...RecentSearch }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SearchCapabilities {\n    capabilities {\n      searchByImage { available degraded loading reason }\n      searchByText { available degraded loading reason }\n      similarProducts { available degraded loading reason }\n    }\n  }\n"): (typeof documents)["\n  subscription SearchCapabilities {\n    capabilities {\n      searchByImage { available degraded loading reason }\n      searchByText { available degraded loading reason }\n      similarProducts { available degraded loading reason }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SearchIndexStatus {\n    indexStatus {\n      coverage\n      products\n    }\n  }\n"): (typeof documents)["\n  subscription SearchIndexStatus {\n    indexStatus {\n      coverage\n      products\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;