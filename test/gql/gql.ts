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
    "\n  fragment ProductCard on Product {\n    id\n    externalId\n    title\n    category\n    price { amount currency }\n    inStock\n    mainImage { id url(width: 200) }\n  }\n": typeof types.ProductCardFragmentDoc,
    "\n  fragment ProductPage on Product {\n    ...ProductCard\n    description\n    brand\n    url\n    attributes { name value }\n    images { id position sourceUrl url(width: 200) width height }\n  }\n": typeof types.ProductPageFragmentDoc,
    "\n  fragment Results on SearchResultConnection {\n    edges { cursor score node { ...ProductCard } image { id position url(width: 400) } }\n    nodes { externalId }\n    pageInfo { hasNextPage hasPreviousPage endCursor }\n    totalCount\n    plan\n    notices { code }\n    timing { embedMs searchMs totalMs }\n    search { id kind text }\n  }\n": typeof types.ResultsFragmentDoc,
    "\n  fragment Failed on Failure { __typename code message path }\n": typeof types.FailedFragmentDoc,
    "\n  query ProductByKey($by: ProductKey!) { product(by: $by) { ...ProductPage } }\n": typeof types.ProductByKeyDocument,
    "\n  query ProductIndexing($by: ProductKey!) {\n    product(by: $by) {\n      images { indexing { state attempts indexedAt error { code message retryable } } }\n    }\n  }\n": typeof types.ProductIndexingDocument,
    "\n  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {\n    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      totalCount\n      nodes { ...ProductCard }\n      edges { cursor node { images { id } } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": typeof types.ProductsDocument,
    "\n  query ProductsWithSimilar($first: Int, $firstSimilar: Int) {\n    products(first: $first) {\n      nodes {\n        ...ProductCard\n        similar(first: $firstSimilar) { nodes { externalId } search { id } }\n      }\n    }\n  }\n": typeof types.ProductsWithSimilarDocument,
    "\n  query Node($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Product { ...ProductPage }\n      ... on ProductImage { position }\n      ... on Search { kind }\n      ... on EmbeddingModel { name }\n      ... on ReindexJob { scope }\n    }\n  }\n": typeof types.NodeDocument,
    "\n  mutation CreateProduct($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { ...ProductPage } }\n      ...Failed\n    }\n  }\n": typeof types.CreateProductDocument,
    "\n  mutation UpdateProduct($by: ProductKey!, $input: ProductPatch!) {\n    updateProduct(by: $by, input: $input) {\n      __typename\n      ... on UpdateProductSuccess { product { ...ProductPage } }\n      ...Failed\n    }\n  }\n": typeof types.UpdateProductDocument,
    "\n  mutation UpsertProducts($inputs: [ProductInput!]!) {\n    upsertProducts(inputs: $inputs) {\n      __typename\n      ... on UpsertProductsSuccess {\n        lines {\n          index\n          externalId\n          status\n          result { __typename ... on UpsertLineSuccess { product { ...ProductPage } } ...Failed }\n        }\n      }\n      ...Failed\n    }\n  }\n": typeof types.UpsertProductsDocument,
    "\n  mutation DeleteProduct($by: ProductKey!) {\n    deleteProduct(by: $by) {\n      __typename\n      ... on DeleteProductSuccess { product { externalId images { id } } }\n      ...Failed\n    }\n  }\n": typeof types.DeleteProductDocument,
    "\n  mutation AddProductImage($to: ProductKey!, $image: ImageInput!, $position: Int) {\n    addProductImage(to: $to, image: $image, position: $position) {\n      __typename\n      ... on AddProductImageSuccess { image { id position } }\n      ...Failed\n    }\n  }\n": typeof types.AddProductImageDocument,
    "\n  mutation RemoveProductImage($id: ID!) {\n    removeProductImage(id: $id) {\n      __typename\n      ... on RemoveProductImageSuccess { product { images { id } } }\n      ...Failed\n    }\n  }\n": typeof types.RemoveProductImageDocument,
    "\n  query SearchByText(\n    $text: String!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n": typeof types.SearchByTextDocument,
    "\n  query SearchByImage(\n    $photo: PhotoQuery!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n": typeof types.SearchByImageDocument,
    "\n  query SimilarProducts(\n    $to: ProductKey!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n": typeof types.SimilarProductsDocument,
    "\n  query SearchBy(\n    $query: SearchQuery!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n": typeof types.SearchByDocument,
    "\n  query MatchedRegions($photo: PhotoQuery!, $first: Int) {\n    searchByImage(photo: $photo, first: $first) {\n      search { id }\n      edges { node { externalId } matchedRegion { ...Place } }\n    }\n  }\n": typeof types.MatchedRegionsDocument,
    "\n  query MatchedRegionsOfParts($query: SearchQuery!, $first: Int) {\n    searchBy(query: $query, first: $first) { edges { node { externalId } matchedRegion { ...Place } } }\n  }\n": typeof types.MatchedRegionsOfPartsDocument,
    "\n  query MatchedRegionsAgain($id: ID!) {\n    search(id: $id) { results(first: 3) { edges { matchedRegion { ...Place } } } }\n  }\n": typeof types.MatchedRegionsAgainDocument,
    "\n  query SearchRegions($photo: PhotoQuery!) {\n    searchRegions(photo: $photo) {\n      region { ...Place }\n      best { score match node { externalId } matchedRegion { ...Place } }\n    }\n  }\n": typeof types.SearchRegionsDocument,
    "fragment Place on Region { x y width height strength }": typeof types.PlaceFragmentDoc,
    "\n  query SearchById($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions) {\n    search(id: $id) {\n      id\n      kind\n      text\n      createdAt\n      results(first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n    }\n  }\n": typeof types.SearchByIdDocument,
    "\n  fragment Works on Capabilities {\n    searchByImage { available degraded loading reason }\n    searchByText { available degraded loading reason }\n    similarProducts { available degraded loading reason }\n  }\n": typeof types.WorksFragmentDoc,
    "query Capabilities { capabilities { ...Works } }": typeof types.CapabilitiesDocument,
    "subscription CapabilityChanges { capabilities { ...Works } }": typeof types.CapabilityChangesDocument,
    "\n  fragment Progress on IndexStatus {\n    products\n    productsWithoutImages\n    productsWithVectors\n    coverage\n    images { total indexed pending failed }\n    texts { total indexed pending failed }\n    failures { code count }\n  }\n": typeof types.ProgressFragmentDoc,
    "\n  query IndexStatus {\n    indexStatus {\n      ...Progress\n      activeModel { id name version dimensions languages state active images { total indexed } }\n    }\n  }\n": typeof types.IndexStatusDocument,
    "subscription IndexChanges { indexStatus { ...Progress } }": typeof types.IndexChangesDocument,
    "\n  query Models { models { id name active state } }\n": typeof types.ModelsDocument,
    "\n  fragment Run on ReindexJob {\n    id\n    scope\n    state\n    total\n    succeeded\n    failed\n    skipped\n    progress\n    imagesPerSecond\n    remainingSeconds\n    failureCounts { code count }\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n": typeof types.RunFragmentDoc,
    "\n  mutation Reindex($scope: ReindexScope! = MISSING, $products: [ProductKey!]) {\n    reindex(scope: $scope, products: $products) {\n      __typename\n      ... on ReindexSuccess { job { ...Run } }\n      ...Failed\n    }\n  }\n": typeof types.ReindexDocument,
    "\n  mutation PauseReindex($jobId: ID!) {\n    pauseReindex(jobId: $jobId) { __typename ... on PauseReindexSuccess { job { ...Run } } ...Failed }\n  }\n": typeof types.PauseReindexDocument,
    "\n  mutation ResumeReindex($jobId: ID!) {\n    resumeReindex(jobId: $jobId) { __typename ... on ResumeReindexSuccess { job { ...Run } } ...Failed }\n  }\n": typeof types.ResumeReindexDocument,
    "\n  mutation CancelReindex($jobId: ID!) {\n    cancelReindex(jobId: $jobId) { __typename ... on CancelReindexSuccess { job { ...Run } } ...Failed }\n  }\n": typeof types.CancelReindexDocument,
    "\n  query ReindexJob($id: ID!, $first: Int, $after: String) {\n    reindexJob(id: $id) {\n      ...Run\n      model { id name state }\n      failures(first: $first, after: $after) {\n        totalCount\n        edges { cursor node { at } }\n        nodes {\n          image { id sourceUrl }\n          product { externalId title }\n          error { code message retryable }\n        }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n": typeof types.ReindexJobDocument,
    "\n  query ReindexJobs($first: Int, $after: String) {\n    reindexJobs(first: $first, after: $after) {\n      totalCount\n      nodes { ...Run }\n      edges { cursor node { id } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": typeof types.ReindexJobsDocument,
    "\n  subscription ReindexProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) {\n      ...Run\n      model { name }\n      failures(first: 5) { nodes { product { externalId } image { id } error { code message } } }\n    }\n  }\n": typeof types.ReindexProgressDocument,
    "\n  subscription LiveRuns { indexStatus { jobs { id scope state } activeModel { state images { indexed } } } }\n": typeof types.LiveRunsDocument,
    "\n  query Searches($first: Int, $after: String, $kind: [SearchKind!], $foundNothing: Boolean) {\n    searches(first: $first, after: $after, kind: $kind, foundNothing: $foundNothing) {\n      totalCount\n      edges { cursor node { id } }\n      nodes { id kind text thumbnailUrl resultCount createdAt timing { totalMs } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": typeof types.SearchesDocument,
    "\n  mutation DeleteSearch($id: ID!) {\n    deleteSearch(id: $id) { __typename ... on DeleteSearchSuccess { search { id text } } ...Failed }\n  }\n": typeof types.DeleteSearchDocument,
    "\n  mutation DeleteSearches($before: DateTime!) {\n    deleteSearches(before: $before) { __typename ... on DeleteSearchesSuccess { deleted } ...Failed }\n  }\n": typeof types.DeleteSearchesDocument,
    "\n  query Duplicates($minScore: Float, $first: Int, $after: String) {\n    duplicates(minScore: $minScore, first: $first, after: $after) {\n      edges { cursor node { score } }\n      nodes { score products { score product { externalId } image { id position } } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": typeof types.DuplicatesDocument,
    "\n  query Settings { settings { name value default unit description isDefault } }\n": typeof types.SettingsDocument,
    "\n  query IndexingFailures($first: Int, $after: String, $code: [IndexingErrorCode!]) {\n    indexingFailures(first: $first, after: $after, code: $code) {\n      totalCount\n      edges { cursor }\n      nodes {\n        attempts\n        at\n        image { id sourceUrl }\n        product { externalId }\n        error { code message retryable }\n      }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": typeof types.IndexingFailuresDocument,
    "\n  query MatchedRegion($photo: PhotoQuery!, $product: ProductKey!) {\n    matchedRegion(photo: $photo, product: $product) { ...Place }\n  }\n": typeof types.MatchedRegionDocument,
    "\n  fragment ImportJobFields on ImportJob {\n    id\n    fileName\n    format\n    state\n    bytes\n    bytesRead\n    progress\n    lines\n    created\n    updated\n    unchanged\n    failed\n    linesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n": typeof types.ImportJobFieldsFragmentDoc,
    "\n  mutation ImportProducts($file: Upload!, $format: ImportFormat, $imagesBase: URL) {\n    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {\n      __typename\n      ... on ImportProductsSuccess { job { ...ImportJobFields } }\n      ...Failed\n    }\n  }\n": typeof types.ImportProductsDocument,
    "\n  mutation CancelImport($jobId: ID!) {\n    cancelImport(jobId: $jobId) {\n      __typename\n      ... on CancelImportSuccess { job { ...ImportJobFields } }\n      ...Failed\n    }\n  }\n": typeof types.CancelImportDocument,
    "\n  query ImportJobById($id: ID!, $first: Int, $after: String) {\n    importJob(id: $id) {\n      ...ImportJobFields\n      failures(first: $first, after: $after) {\n        totalCount\n        edges { cursor }\n        nodes { line externalId message }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n": typeof types.ImportJobByIdDocument,
    "\n  query ImportJobs($first: Int, $after: String) {\n    importJobs(first: $first, after: $after) {\n      totalCount\n      nodes { ...ImportJobFields }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": typeof types.ImportJobsDocument,
    "\n  subscription ImportProgress($jobId: ID!) {\n    importProgress(jobId: $jobId) { ...ImportJobFields }\n  }\n": typeof types.ImportProgressDocument,
    "\n  subscription Imports {\n    imports { ...ImportJobFields }\n  }\n": typeof types.ImportsDocument,
};
const documents: Documents = {
    "\n  fragment ProductCard on Product {\n    id\n    externalId\n    title\n    category\n    price { amount currency }\n    inStock\n    mainImage { id url(width: 200) }\n  }\n": types.ProductCardFragmentDoc,
    "\n  fragment ProductPage on Product {\n    ...ProductCard\n    description\n    brand\n    url\n    attributes { name value }\n    images { id position sourceUrl url(width: 200) width height }\n  }\n": types.ProductPageFragmentDoc,
    "\n  fragment Results on SearchResultConnection {\n    edges { cursor score node { ...ProductCard } image { id position url(width: 400) } }\n    nodes { externalId }\n    pageInfo { hasNextPage hasPreviousPage endCursor }\n    totalCount\n    plan\n    notices { code }\n    timing { embedMs searchMs totalMs }\n    search { id kind text }\n  }\n": types.ResultsFragmentDoc,
    "\n  fragment Failed on Failure { __typename code message path }\n": types.FailedFragmentDoc,
    "\n  query ProductByKey($by: ProductKey!) { product(by: $by) { ...ProductPage } }\n": types.ProductByKeyDocument,
    "\n  query ProductIndexing($by: ProductKey!) {\n    product(by: $by) {\n      images { indexing { state attempts indexedAt error { code message retryable } } }\n    }\n  }\n": types.ProductIndexingDocument,
    "\n  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {\n    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      totalCount\n      nodes { ...ProductCard }\n      edges { cursor node { images { id } } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": types.ProductsDocument,
    "\n  query ProductsWithSimilar($first: Int, $firstSimilar: Int) {\n    products(first: $first) {\n      nodes {\n        ...ProductCard\n        similar(first: $firstSimilar) { nodes { externalId } search { id } }\n      }\n    }\n  }\n": types.ProductsWithSimilarDocument,
    "\n  query Node($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Product { ...ProductPage }\n      ... on ProductImage { position }\n      ... on Search { kind }\n      ... on EmbeddingModel { name }\n      ... on ReindexJob { scope }\n    }\n  }\n": types.NodeDocument,
    "\n  mutation CreateProduct($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { ...ProductPage } }\n      ...Failed\n    }\n  }\n": types.CreateProductDocument,
    "\n  mutation UpdateProduct($by: ProductKey!, $input: ProductPatch!) {\n    updateProduct(by: $by, input: $input) {\n      __typename\n      ... on UpdateProductSuccess { product { ...ProductPage } }\n      ...Failed\n    }\n  }\n": types.UpdateProductDocument,
    "\n  mutation UpsertProducts($inputs: [ProductInput!]!) {\n    upsertProducts(inputs: $inputs) {\n      __typename\n      ... on UpsertProductsSuccess {\n        lines {\n          index\n          externalId\n          status\n          result { __typename ... on UpsertLineSuccess { product { ...ProductPage } } ...Failed }\n        }\n      }\n      ...Failed\n    }\n  }\n": types.UpsertProductsDocument,
    "\n  mutation DeleteProduct($by: ProductKey!) {\n    deleteProduct(by: $by) {\n      __typename\n      ... on DeleteProductSuccess { product { externalId images { id } } }\n      ...Failed\n    }\n  }\n": types.DeleteProductDocument,
    "\n  mutation AddProductImage($to: ProductKey!, $image: ImageInput!, $position: Int) {\n    addProductImage(to: $to, image: $image, position: $position) {\n      __typename\n      ... on AddProductImageSuccess { image { id position } }\n      ...Failed\n    }\n  }\n": types.AddProductImageDocument,
    "\n  mutation RemoveProductImage($id: ID!) {\n    removeProductImage(id: $id) {\n      __typename\n      ... on RemoveProductImageSuccess { product { images { id } } }\n      ...Failed\n    }\n  }\n": types.RemoveProductImageDocument,
    "\n  query SearchByText(\n    $text: String!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n": types.SearchByTextDocument,
    "\n  query SearchByImage(\n    $photo: PhotoQuery!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n": types.SearchByImageDocument,
    "\n  query SimilarProducts(\n    $to: ProductKey!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n": types.SimilarProductsDocument,
    "\n  query SearchBy(\n    $query: SearchQuery!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n": types.SearchByDocument,
    "\n  query MatchedRegions($photo: PhotoQuery!, $first: Int) {\n    searchByImage(photo: $photo, first: $first) {\n      search { id }\n      edges { node { externalId } matchedRegion { ...Place } }\n    }\n  }\n": types.MatchedRegionsDocument,
    "\n  query MatchedRegionsOfParts($query: SearchQuery!, $first: Int) {\n    searchBy(query: $query, first: $first) { edges { node { externalId } matchedRegion { ...Place } } }\n  }\n": types.MatchedRegionsOfPartsDocument,
    "\n  query MatchedRegionsAgain($id: ID!) {\n    search(id: $id) { results(first: 3) { edges { matchedRegion { ...Place } } } }\n  }\n": types.MatchedRegionsAgainDocument,
    "\n  query SearchRegions($photo: PhotoQuery!) {\n    searchRegions(photo: $photo) {\n      region { ...Place }\n      best { score match node { externalId } matchedRegion { ...Place } }\n    }\n  }\n": types.SearchRegionsDocument,
    "fragment Place on Region { x y width height strength }": types.PlaceFragmentDoc,
    "\n  query SearchById($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions) {\n    search(id: $id) {\n      id\n      kind\n      text\n      createdAt\n      results(first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n    }\n  }\n": types.SearchByIdDocument,
    "\n  fragment Works on Capabilities {\n    searchByImage { available degraded loading reason }\n    searchByText { available degraded loading reason }\n    similarProducts { available degraded loading reason }\n  }\n": types.WorksFragmentDoc,
    "query Capabilities { capabilities { ...Works } }": types.CapabilitiesDocument,
    "subscription CapabilityChanges { capabilities { ...Works } }": types.CapabilityChangesDocument,
    "\n  fragment Progress on IndexStatus {\n    products\n    productsWithoutImages\n    productsWithVectors\n    coverage\n    images { total indexed pending failed }\n    texts { total indexed pending failed }\n    failures { code count }\n  }\n": types.ProgressFragmentDoc,
    "\n  query IndexStatus {\n    indexStatus {\n      ...Progress\n      activeModel { id name version dimensions languages state active images { total indexed } }\n    }\n  }\n": types.IndexStatusDocument,
    "subscription IndexChanges { indexStatus { ...Progress } }": types.IndexChangesDocument,
    "\n  query Models { models { id name active state } }\n": types.ModelsDocument,
    "\n  fragment Run on ReindexJob {\n    id\n    scope\n    state\n    total\n    succeeded\n    failed\n    skipped\n    progress\n    imagesPerSecond\n    remainingSeconds\n    failureCounts { code count }\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n": types.RunFragmentDoc,
    "\n  mutation Reindex($scope: ReindexScope! = MISSING, $products: [ProductKey!]) {\n    reindex(scope: $scope, products: $products) {\n      __typename\n      ... on ReindexSuccess { job { ...Run } }\n      ...Failed\n    }\n  }\n": types.ReindexDocument,
    "\n  mutation PauseReindex($jobId: ID!) {\n    pauseReindex(jobId: $jobId) { __typename ... on PauseReindexSuccess { job { ...Run } } ...Failed }\n  }\n": types.PauseReindexDocument,
    "\n  mutation ResumeReindex($jobId: ID!) {\n    resumeReindex(jobId: $jobId) { __typename ... on ResumeReindexSuccess { job { ...Run } } ...Failed }\n  }\n": types.ResumeReindexDocument,
    "\n  mutation CancelReindex($jobId: ID!) {\n    cancelReindex(jobId: $jobId) { __typename ... on CancelReindexSuccess { job { ...Run } } ...Failed }\n  }\n": types.CancelReindexDocument,
    "\n  query ReindexJob($id: ID!, $first: Int, $after: String) {\n    reindexJob(id: $id) {\n      ...Run\n      model { id name state }\n      failures(first: $first, after: $after) {\n        totalCount\n        edges { cursor node { at } }\n        nodes {\n          image { id sourceUrl }\n          product { externalId title }\n          error { code message retryable }\n        }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n": types.ReindexJobDocument,
    "\n  query ReindexJobs($first: Int, $after: String) {\n    reindexJobs(first: $first, after: $after) {\n      totalCount\n      nodes { ...Run }\n      edges { cursor node { id } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": types.ReindexJobsDocument,
    "\n  subscription ReindexProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) {\n      ...Run\n      model { name }\n      failures(first: 5) { nodes { product { externalId } image { id } error { code message } } }\n    }\n  }\n": types.ReindexProgressDocument,
    "\n  subscription LiveRuns { indexStatus { jobs { id scope state } activeModel { state images { indexed } } } }\n": types.LiveRunsDocument,
    "\n  query Searches($first: Int, $after: String, $kind: [SearchKind!], $foundNothing: Boolean) {\n    searches(first: $first, after: $after, kind: $kind, foundNothing: $foundNothing) {\n      totalCount\n      edges { cursor node { id } }\n      nodes { id kind text thumbnailUrl resultCount createdAt timing { totalMs } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": types.SearchesDocument,
    "\n  mutation DeleteSearch($id: ID!) {\n    deleteSearch(id: $id) { __typename ... on DeleteSearchSuccess { search { id text } } ...Failed }\n  }\n": types.DeleteSearchDocument,
    "\n  mutation DeleteSearches($before: DateTime!) {\n    deleteSearches(before: $before) { __typename ... on DeleteSearchesSuccess { deleted } ...Failed }\n  }\n": types.DeleteSearchesDocument,
    "\n  query Duplicates($minScore: Float, $first: Int, $after: String) {\n    duplicates(minScore: $minScore, first: $first, after: $after) {\n      edges { cursor node { score } }\n      nodes { score products { score product { externalId } image { id position } } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": types.DuplicatesDocument,
    "\n  query Settings { settings { name value default unit description isDefault } }\n": types.SettingsDocument,
    "\n  query IndexingFailures($first: Int, $after: String, $code: [IndexingErrorCode!]) {\n    indexingFailures(first: $first, after: $after, code: $code) {\n      totalCount\n      edges { cursor }\n      nodes {\n        attempts\n        at\n        image { id sourceUrl }\n        product { externalId }\n        error { code message retryable }\n      }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": types.IndexingFailuresDocument,
    "\n  query MatchedRegion($photo: PhotoQuery!, $product: ProductKey!) {\n    matchedRegion(photo: $photo, product: $product) { ...Place }\n  }\n": types.MatchedRegionDocument,
    "\n  fragment ImportJobFields on ImportJob {\n    id\n    fileName\n    format\n    state\n    bytes\n    bytesRead\n    progress\n    lines\n    created\n    updated\n    unchanged\n    failed\n    linesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n": types.ImportJobFieldsFragmentDoc,
    "\n  mutation ImportProducts($file: Upload!, $format: ImportFormat, $imagesBase: URL) {\n    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {\n      __typename\n      ... on ImportProductsSuccess { job { ...ImportJobFields } }\n      ...Failed\n    }\n  }\n": types.ImportProductsDocument,
    "\n  mutation CancelImport($jobId: ID!) {\n    cancelImport(jobId: $jobId) {\n      __typename\n      ... on CancelImportSuccess { job { ...ImportJobFields } }\n      ...Failed\n    }\n  }\n": types.CancelImportDocument,
    "\n  query ImportJobById($id: ID!, $first: Int, $after: String) {\n    importJob(id: $id) {\n      ...ImportJobFields\n      failures(first: $first, after: $after) {\n        totalCount\n        edges { cursor }\n        nodes { line externalId message }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n": types.ImportJobByIdDocument,
    "\n  query ImportJobs($first: Int, $after: String) {\n    importJobs(first: $first, after: $after) {\n      totalCount\n      nodes { ...ImportJobFields }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n": types.ImportJobsDocument,
    "\n  subscription ImportProgress($jobId: ID!) {\n    importProgress(jobId: $jobId) { ...ImportJobFields }\n  }\n": types.ImportProgressDocument,
    "\n  subscription Imports {\n    imports { ...ImportJobFields }\n  }\n": types.ImportsDocument,
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
export function graphql(source: "\n  fragment ProductCard on Product {\n    id\n    externalId\n    title\n    category\n    price { amount currency }\n    inStock\n    mainImage { id url(width: 200) }\n  }\n"): (typeof documents)["\n  fragment ProductCard on Product {\n    id\n    externalId\n    title\n    category\n    price { amount currency }\n    inStock\n    mainImage { id url(width: 200) }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProductPage on Product {\n    ...ProductCard\n    description\n    brand\n    url\n    attributes { name value }\n    images { id position sourceUrl url(width: 200) width height }\n  }\n"): (typeof documents)["\n  fragment ProductPage on Product {\n    ...ProductCard\n    description\n    brand\n    url\n    attributes { name value }\n    images { id position sourceUrl url(width: 200) width height }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Results on SearchResultConnection {\n    edges { cursor score node { ...ProductCard } image { id position url(width: 400) } }\n    nodes { externalId }\n    pageInfo { hasNextPage hasPreviousPage endCursor }\n    totalCount\n    plan\n    notices { code }\n    timing { embedMs searchMs totalMs }\n    search { id kind text }\n  }\n"): (typeof documents)["\n  fragment Results on SearchResultConnection {\n    edges { cursor score node { ...ProductCard } image { id position url(width: 400) } }\n    nodes { externalId }\n    pageInfo { hasNextPage hasPreviousPage endCursor }\n    totalCount\n    plan\n    notices { code }\n    timing { embedMs searchMs totalMs }\n    search { id kind text }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Failed on Failure { __typename code message path }\n"): (typeof documents)["\n  fragment Failed on Failure { __typename code message path }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductByKey($by: ProductKey!) { product(by: $by) { ...ProductPage } }\n"): (typeof documents)["\n  query ProductByKey($by: ProductKey!) { product(by: $by) { ...ProductPage } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductIndexing($by: ProductKey!) {\n    product(by: $by) {\n      images { indexing { state attempts indexedAt error { code message retryable } } }\n    }\n  }\n"): (typeof documents)["\n  query ProductIndexing($by: ProductKey!) {\n    product(by: $by) {\n      images { indexing { state attempts indexedAt error { code message retryable } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {\n    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      totalCount\n      nodes { ...ProductCard }\n      edges { cursor node { images { id } } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {\n    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      totalCount\n      nodes { ...ProductCard }\n      edges { cursor node { images { id } } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductsWithSimilar($first: Int, $firstSimilar: Int) {\n    products(first: $first) {\n      nodes {\n        ...ProductCard\n        similar(first: $firstSimilar) { nodes { externalId } search { id } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProductsWithSimilar($first: Int, $firstSimilar: Int) {\n    products(first: $first) {\n      nodes {\n        ...ProductCard\n        similar(first: $firstSimilar) { nodes { externalId } search { id } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Node($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Product { ...ProductPage }\n      ... on ProductImage { position }\n      ... on Search { kind }\n      ... on EmbeddingModel { name }\n      ... on ReindexJob { scope }\n    }\n  }\n"): (typeof documents)["\n  query Node($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Product { ...ProductPage }\n      ... on ProductImage { position }\n      ... on Search { kind }\n      ... on EmbeddingModel { name }\n      ... on ReindexJob { scope }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProduct($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { ...ProductPage } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation CreateProduct($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { ...ProductPage } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProduct($by: ProductKey!, $input: ProductPatch!) {\n    updateProduct(by: $by, input: $input) {\n      __typename\n      ... on UpdateProductSuccess { product { ...ProductPage } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateProduct($by: ProductKey!, $input: ProductPatch!) {\n    updateProduct(by: $by, input: $input) {\n      __typename\n      ... on UpdateProductSuccess { product { ...ProductPage } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpsertProducts($inputs: [ProductInput!]!) {\n    upsertProducts(inputs: $inputs) {\n      __typename\n      ... on UpsertProductsSuccess {\n        lines {\n          index\n          externalId\n          status\n          result { __typename ... on UpsertLineSuccess { product { ...ProductPage } } ...Failed }\n        }\n      }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation UpsertProducts($inputs: [ProductInput!]!) {\n    upsertProducts(inputs: $inputs) {\n      __typename\n      ... on UpsertProductsSuccess {\n        lines {\n          index\n          externalId\n          status\n          result { __typename ... on UpsertLineSuccess { product { ...ProductPage } } ...Failed }\n        }\n      }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteProduct($by: ProductKey!) {\n    deleteProduct(by: $by) {\n      __typename\n      ... on DeleteProductSuccess { product { externalId images { id } } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteProduct($by: ProductKey!) {\n    deleteProduct(by: $by) {\n      __typename\n      ... on DeleteProductSuccess { product { externalId images { id } } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddProductImage($to: ProductKey!, $image: ImageInput!, $position: Int) {\n    addProductImage(to: $to, image: $image, position: $position) {\n      __typename\n      ... on AddProductImageSuccess { image { id position } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation AddProductImage($to: ProductKey!, $image: ImageInput!, $position: Int) {\n    addProductImage(to: $to, image: $image, position: $position) {\n      __typename\n      ... on AddProductImageSuccess { image { id position } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveProductImage($id: ID!) {\n    removeProductImage(id: $id) {\n      __typename\n      ... on RemoveProductImageSuccess { product { images { id } } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveProductImage($id: ID!) {\n    removeProductImage(id: $id) {\n      __typename\n      ... on RemoveProductImageSuccess { product { images { id } } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchByText(\n    $text: String!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n"): (typeof documents)["\n  query SearchByText(\n    $text: String!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchByImage(\n    $photo: PhotoQuery!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n"): (typeof documents)["\n  query SearchByImage(\n    $photo: PhotoQuery!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SimilarProducts(\n    $to: ProductKey!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n"): (typeof documents)["\n  query SimilarProducts(\n    $to: ProductKey!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchBy(\n    $query: SearchQuery!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n"): (typeof documents)["\n  query SearchBy(\n    $query: SearchQuery!\n    $first: Int\n    $after: String\n    $filter: ProductFilter\n    $options: SearchOptions\n  ) {\n    searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MatchedRegions($photo: PhotoQuery!, $first: Int) {\n    searchByImage(photo: $photo, first: $first) {\n      search { id }\n      edges { node { externalId } matchedRegion { ...Place } }\n    }\n  }\n"): (typeof documents)["\n  query MatchedRegions($photo: PhotoQuery!, $first: Int) {\n    searchByImage(photo: $photo, first: $first) {\n      search { id }\n      edges { node { externalId } matchedRegion { ...Place } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MatchedRegionsOfParts($query: SearchQuery!, $first: Int) {\n    searchBy(query: $query, first: $first) { edges { node { externalId } matchedRegion { ...Place } } }\n  }\n"): (typeof documents)["\n  query MatchedRegionsOfParts($query: SearchQuery!, $first: Int) {\n    searchBy(query: $query, first: $first) { edges { node { externalId } matchedRegion { ...Place } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MatchedRegionsAgain($id: ID!) {\n    search(id: $id) { results(first: 3) { edges { matchedRegion { ...Place } } } }\n  }\n"): (typeof documents)["\n  query MatchedRegionsAgain($id: ID!) {\n    search(id: $id) { results(first: 3) { edges { matchedRegion { ...Place } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchRegions($photo: PhotoQuery!) {\n    searchRegions(photo: $photo) {\n      region { ...Place }\n      best { score match node { externalId } matchedRegion { ...Place } }\n    }\n  }\n"): (typeof documents)["\n  query SearchRegions($photo: PhotoQuery!) {\n    searchRegions(photo: $photo) {\n      region { ...Place }\n      best { score match node { externalId } matchedRegion { ...Place } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment Place on Region { x y width height strength }"): (typeof documents)["fragment Place on Region { x y width height strength }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchById($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions) {\n    search(id: $id) {\n      id\n      kind\n      text\n      createdAt\n      results(first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n    }\n  }\n"): (typeof documents)["\n  query SearchById($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions) {\n    search(id: $id) {\n      id\n      kind\n      text\n      createdAt\n      results(first: $first, after: $after, filter: $filter, options: $options) { ...Results }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Works on Capabilities {\n    searchByImage { available degraded loading reason }\n    searchByText { available degraded loading reason }\n    similarProducts { available degraded loading reason }\n  }\n"): (typeof documents)["\n  fragment Works on Capabilities {\n    searchByImage { available degraded loading reason }\n    searchByText { available degraded loading reason }\n    similarProducts { available degraded loading reason }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Capabilities { capabilities { ...Works } }"): (typeof documents)["query Capabilities { capabilities { ...Works } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription CapabilityChanges { capabilities { ...Works } }"): (typeof documents)["subscription CapabilityChanges { capabilities { ...Works } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Progress on IndexStatus {\n    products\n    productsWithoutImages\n    productsWithVectors\n    coverage\n    images { total indexed pending failed }\n    texts { total indexed pending failed }\n    failures { code count }\n  }\n"): (typeof documents)["\n  fragment Progress on IndexStatus {\n    products\n    productsWithoutImages\n    productsWithVectors\n    coverage\n    images { total indexed pending failed }\n    texts { total indexed pending failed }\n    failures { code count }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IndexStatus {\n    indexStatus {\n      ...Progress\n      activeModel { id name version dimensions languages state active images { total indexed } }\n    }\n  }\n"): (typeof documents)["\n  query IndexStatus {\n    indexStatus {\n      ...Progress\n      activeModel { id name version dimensions languages state active images { total indexed } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription IndexChanges { indexStatus { ...Progress } }"): (typeof documents)["subscription IndexChanges { indexStatus { ...Progress } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Models { models { id name active state } }\n"): (typeof documents)["\n  query Models { models { id name active state } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Run on ReindexJob {\n    id\n    scope\n    state\n    total\n    succeeded\n    failed\n    skipped\n    progress\n    imagesPerSecond\n    remainingSeconds\n    failureCounts { code count }\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n"): (typeof documents)["\n  fragment Run on ReindexJob {\n    id\n    scope\n    state\n    total\n    succeeded\n    failed\n    skipped\n    progress\n    imagesPerSecond\n    remainingSeconds\n    failureCounts { code count }\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Reindex($scope: ReindexScope! = MISSING, $products: [ProductKey!]) {\n    reindex(scope: $scope, products: $products) {\n      __typename\n      ... on ReindexSuccess { job { ...Run } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation Reindex($scope: ReindexScope! = MISSING, $products: [ProductKey!]) {\n    reindex(scope: $scope, products: $products) {\n      __typename\n      ... on ReindexSuccess { job { ...Run } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseReindex($jobId: ID!) {\n    pauseReindex(jobId: $jobId) { __typename ... on PauseReindexSuccess { job { ...Run } } ...Failed }\n  }\n"): (typeof documents)["\n  mutation PauseReindex($jobId: ID!) {\n    pauseReindex(jobId: $jobId) { __typename ... on PauseReindexSuccess { job { ...Run } } ...Failed }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeReindex($jobId: ID!) {\n    resumeReindex(jobId: $jobId) { __typename ... on ResumeReindexSuccess { job { ...Run } } ...Failed }\n  }\n"): (typeof documents)["\n  mutation ResumeReindex($jobId: ID!) {\n    resumeReindex(jobId: $jobId) { __typename ... on ResumeReindexSuccess { job { ...Run } } ...Failed }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelReindex($jobId: ID!) {\n    cancelReindex(jobId: $jobId) { __typename ... on CancelReindexSuccess { job { ...Run } } ...Failed }\n  }\n"): (typeof documents)["\n  mutation CancelReindex($jobId: ID!) {\n    cancelReindex(jobId: $jobId) { __typename ... on CancelReindexSuccess { job { ...Run } } ...Failed }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReindexJob($id: ID!, $first: Int, $after: String) {\n    reindexJob(id: $id) {\n      ...Run\n      model { id name state }\n      failures(first: $first, after: $after) {\n        totalCount\n        edges { cursor node { at } }\n        nodes {\n          image { id sourceUrl }\n          product { externalId title }\n          error { code message retryable }\n        }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ReindexJob($id: ID!, $first: Int, $after: String) {\n    reindexJob(id: $id) {\n      ...Run\n      model { id name state }\n      failures(first: $first, after: $after) {\n        totalCount\n        edges { cursor node { at } }\n        nodes {\n          image { id sourceUrl }\n          product { externalId title }\n          error { code message retryable }\n        }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReindexJobs($first: Int, $after: String) {\n    reindexJobs(first: $first, after: $after) {\n      totalCount\n      nodes { ...Run }\n      edges { cursor node { id } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"): (typeof documents)["\n  query ReindexJobs($first: Int, $after: String) {\n    reindexJobs(first: $first, after: $after) {\n      totalCount\n      nodes { ...Run }\n      edges { cursor node { id } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ReindexProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) {\n      ...Run\n      model { name }\n      failures(first: 5) { nodes { product { externalId } image { id } error { code message } } }\n    }\n  }\n"): (typeof documents)["\n  subscription ReindexProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) {\n      ...Run\n      model { name }\n      failures(first: 5) { nodes { product { externalId } image { id } error { code message } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription LiveRuns { indexStatus { jobs { id scope state } activeModel { state images { indexed } } } }\n"): (typeof documents)["\n  subscription LiveRuns { indexStatus { jobs { id scope state } activeModel { state images { indexed } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Searches($first: Int, $after: String, $kind: [SearchKind!], $foundNothing: Boolean) {\n    searches(first: $first, after: $after, kind: $kind, foundNothing: $foundNothing) {\n      totalCount\n      edges { cursor node { id } }\n      nodes { id kind text thumbnailUrl resultCount createdAt timing { totalMs } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Searches($first: Int, $after: String, $kind: [SearchKind!], $foundNothing: Boolean) {\n    searches(first: $first, after: $after, kind: $kind, foundNothing: $foundNothing) {\n      totalCount\n      edges { cursor node { id } }\n      nodes { id kind text thumbnailUrl resultCount createdAt timing { totalMs } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteSearch($id: ID!) {\n    deleteSearch(id: $id) { __typename ... on DeleteSearchSuccess { search { id text } } ...Failed }\n  }\n"): (typeof documents)["\n  mutation DeleteSearch($id: ID!) {\n    deleteSearch(id: $id) { __typename ... on DeleteSearchSuccess { search { id text } } ...Failed }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteSearches($before: DateTime!) {\n    deleteSearches(before: $before) { __typename ... on DeleteSearchesSuccess { deleted } ...Failed }\n  }\n"): (typeof documents)["\n  mutation DeleteSearches($before: DateTime!) {\n    deleteSearches(before: $before) { __typename ... on DeleteSearchesSuccess { deleted } ...Failed }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Duplicates($minScore: Float, $first: Int, $after: String) {\n    duplicates(minScore: $minScore, first: $first, after: $after) {\n      edges { cursor node { score } }\n      nodes { score products { score product { externalId } image { id position } } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Duplicates($minScore: Float, $first: Int, $after: String) {\n    duplicates(minScore: $minScore, first: $first, after: $after) {\n      edges { cursor node { score } }\n      nodes { score products { score product { externalId } image { id position } } }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Settings { settings { name value default unit description isDefault } }\n"): (typeof documents)["\n  query Settings { settings { name value default unit description isDefault } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IndexingFailures($first: Int, $after: String, $code: [IndexingErrorCode!]) {\n    indexingFailures(first: $first, after: $after, code: $code) {\n      totalCount\n      edges { cursor }\n      nodes {\n        attempts\n        at\n        image { id sourceUrl }\n        product { externalId }\n        error { code message retryable }\n      }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"): (typeof documents)["\n  query IndexingFailures($first: Int, $after: String, $code: [IndexingErrorCode!]) {\n    indexingFailures(first: $first, after: $after, code: $code) {\n      totalCount\n      edges { cursor }\n      nodes {\n        attempts\n        at\n        image { id sourceUrl }\n        product { externalId }\n        error { code message retryable }\n      }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MatchedRegion($photo: PhotoQuery!, $product: ProductKey!) {\n    matchedRegion(photo: $photo, product: $product) { ...Place }\n  }\n"): (typeof documents)["\n  query MatchedRegion($photo: PhotoQuery!, $product: ProductKey!) {\n    matchedRegion(photo: $photo, product: $product) { ...Place }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ImportJobFields on ImportJob {\n    id\n    fileName\n    format\n    state\n    bytes\n    bytesRead\n    progress\n    lines\n    created\n    updated\n    unchanged\n    failed\n    linesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n"): (typeof documents)["\n  fragment ImportJobFields on ImportJob {\n    id\n    fileName\n    format\n    state\n    bytes\n    bytesRead\n    progress\n    lines\n    created\n    updated\n    unchanged\n    failed\n    linesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportProducts($file: Upload!, $format: ImportFormat, $imagesBase: URL) {\n    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {\n      __typename\n      ... on ImportProductsSuccess { job { ...ImportJobFields } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation ImportProducts($file: Upload!, $format: ImportFormat, $imagesBase: URL) {\n    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {\n      __typename\n      ... on ImportProductsSuccess { job { ...ImportJobFields } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelImport($jobId: ID!) {\n    cancelImport(jobId: $jobId) {\n      __typename\n      ... on CancelImportSuccess { job { ...ImportJobFields } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation CancelImport($jobId: ID!) {\n    cancelImport(jobId: $jobId) {\n      __typename\n      ... on CancelImportSuccess { job { ...ImportJobFields } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportJobById($id: ID!, $first: Int, $after: String) {\n    importJob(id: $id) {\n      ...ImportJobFields\n      failures(first: $first, after: $after) {\n        totalCount\n        edges { cursor }\n        nodes { line externalId message }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ImportJobById($id: ID!, $first: Int, $after: String) {\n    importJob(id: $id) {\n      ...ImportJobFields\n      failures(first: $first, after: $after) {\n        totalCount\n        edges { cursor }\n        nodes { line externalId message }\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportJobs($first: Int, $after: String) {\n    importJobs(first: $first, after: $after) {\n      totalCount\n      nodes { ...ImportJobFields }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"): (typeof documents)["\n  query ImportJobs($first: Int, $after: String) {\n    importJobs(first: $first, after: $after) {\n      totalCount\n      nodes { ...ImportJobFields }\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ImportProgress($jobId: ID!) {\n    importProgress(jobId: $jobId) { ...ImportJobFields }\n  }\n"): (typeof documents)["\n  subscription ImportProgress($jobId: ID!) {\n    importProgress(jobId: $jobId) { ...ImportJobFields }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Imports {\n    imports { ...ImportJobFields }\n  }\n"): (typeof documents)["\n  subscription Imports {\n    imports { ...ImportJobFields }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;