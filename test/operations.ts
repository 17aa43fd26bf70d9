import { graphql } from './gql/index.ts';

/** The operations of a typed client: what a shop's front end and back office send. */

export const productCard = graphql(`
  fragment ProductCard on Product {
    id
    externalId
    title
    category
    price { amount currency }
    inStock
    mainImage { id url(width: 200) }
  }
`);

export const productPage = graphql(`
  fragment ProductPage on Product {
    ...ProductCard
    description
    brand
    url
    attributes { name value }
    images { id position sourceUrl url(width: 200) width height }
  }
`);

export const results = graphql(`
  fragment Results on SearchResultConnection {
    edges { cursor score node { ...ProductCard } image { id position url(width: 400) } }
    nodes { externalId }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    totalCount
    plan
    notices { code }
    timing { embedMs searchMs totalMs }
    search { id kind text }
  }
`);

export const failed = graphql(`
  fragment Failed on Failure { __typename code message path }
`);

export const product = graphql(`
  query ProductByKey($by: ProductKey!) { product(by: $by) { ...ProductPage } }
`);

export const productIndexing = graphql(`
  query ProductIndexing($by: ProductKey!) {
    product(by: $by) {
      images { indexing { state attempts indexedAt error { code message retryable } } }
    }
  }
`);

export const products = graphql(`
  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {
    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      nodes { ...ProductCard }
      edges { cursor node { images { id } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

export const productsWithSimilar = graphql(`
  query ProductsWithSimilar($first: Int, $firstSimilar: Int) {
    products(first: $first) {
      nodes {
        ...ProductCard
        similar(first: $firstSimilar) { nodes { externalId } search { id } }
      }
    }
  }
`);

export const node = graphql(`
  query Node($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Product { ...ProductPage }
      ... on ProductImage { position }
      ... on Search { kind }
      ... on EmbeddingModel { name }
      ... on ReindexJob { scope }
    }
  }
`);

export const createProduct = graphql(`
  mutation CreateProduct($input: ProductInput!) {
    createProduct(input: $input) {
      __typename
      ... on CreateProductSuccess { product { ...ProductPage } }
      ...Failed
    }
  }
`);

export const updateProduct = graphql(`
  mutation UpdateProduct($by: ProductKey!, $input: ProductPatch!) {
    updateProduct(by: $by, input: $input) {
      __typename
      ... on UpdateProductSuccess { product { ...ProductPage } }
      ...Failed
    }
  }
`);

export const upsertProducts = graphql(`
  mutation UpsertProducts($inputs: [ProductInput!]!) {
    upsertProducts(inputs: $inputs) {
      __typename
      ... on UpsertProductsSuccess {
        lines {
          index
          externalId
          status
          result { __typename ... on UpsertLineSuccess { product { ...ProductPage } } ...Failed }
        }
      }
      ...Failed
    }
  }
`);

export const deleteProduct = graphql(`
  mutation DeleteProduct($by: ProductKey!) {
    deleteProduct(by: $by) {
      __typename
      ... on DeleteProductSuccess { product { externalId images { id } } }
      ...Failed
    }
  }
`);

export const addProductImage = graphql(`
  mutation AddProductImage($to: ProductKey!, $image: ImageInput!, $position: Int) {
    addProductImage(to: $to, image: $image, position: $position) {
      __typename
      ... on AddProductImageSuccess { image { id position } }
      ...Failed
    }
  }
`);

export const removeProductImage = graphql(`
  mutation RemoveProductImage($id: ID!) {
    removeProductImage(id: $id) {
      __typename
      ... on RemoveProductImageSuccess { product { images { id } } }
      ...Failed
    }
  }
`);

export const searchByText = graphql(`
  query SearchByText(
    $text: String!
    $first: Int
    $after: String
    $filter: ProductFilter
    $options: SearchOptions
  ) {
    searchByText(text: $text, first: $first, after: $after, filter: $filter, options: $options) { ...Results }
  }
`);

/** An upload, an address or a product's picture: `{ image: { upload: null } }` with the file beside it, and so on. */
export const searchByImage = graphql(`
  query SearchByImage(
    $photo: PhotoQuery!
    $first: Int
    $after: String
    $filter: ProductFilter
    $options: SearchOptions
  ) {
    searchByImage(photo: $photo, first: $first, after: $after, filter: $filter, options: $options) { ...Results }
  }
`);

export const similarProducts = graphql(`
  query SimilarProducts(
    $to: ProductKey!
    $first: Int
    $after: String
    $filter: ProductFilter
    $options: SearchOptions
  ) {
    similarProducts(to: $to, first: $first, after: $after, filter: $filter, options: $options) { ...Results }
  }
`);

/** Several photos, words and products together. */
export const searchBy = graphql(`
  query SearchBy(
    $query: SearchQuery!
    $first: Int
    $after: String
    $filter: ProductFilter
    $options: SearchOptions
  ) {
    searchBy(query: $query, first: $first, after: $after, filter: $filter, options: $options) { ...Results }
  }
`);

/** Where in the photo each result was found. */
export const matchedRegions = graphql(`
  query MatchedRegions($photo: PhotoQuery!, $first: Int) {
    searchByImage(photo: $photo, first: $first) {
      search { id }
      edges { node { externalId } matchedRegion { ...Place } }
    }
  }
`);

export const matchedRegionsOfParts = graphql(`
  query MatchedRegionsOfParts($query: SearchQuery!, $first: Int) {
    searchBy(query: $query, first: $first) { edges { node { externalId } matchedRegion { ...Place } } }
  }
`);

export const matchedRegionsAgain = graphql(`
  query MatchedRegionsAgain($id: ID!) {
    search(id: $id) { results(first: 3) { edges { matchedRegion { ...Place } } } }
  }
`);

export const searchRegions = graphql(`
  query SearchRegions($photo: PhotoQuery!) {
    searchRegions(photo: $photo) {
      region { ...Place }
      best { score match node { externalId } matchedRegion { ...Place } }
    }
  }
`);

export const place = graphql(`fragment Place on Region { x y width height strength }`);

/** A search reopened: its later pages, or another filter, without the question. */
export const search = graphql(`
  query SearchById($id: ID!, $first: Int, $after: String, $filter: ProductFilter, $options: SearchOptions) {
    search(id: $id) {
      id
      kind
      text
      createdAt
      results(first: $first, after: $after, filter: $filter, options: $options) { ...Results }
    }
  }
`);

export const works = graphql(`
  fragment Works on Capabilities {
    searchByImage { available degraded loading reason }
    searchByText { available degraded loading reason }
    similarProducts { available degraded loading reason }
  }
`);

export const capabilities = graphql(`query Capabilities { capabilities { ...Works } }`);

export const capabilityChanges = graphql(`subscription CapabilityChanges { capabilities { ...Works } }`);

export const progress = graphql(`
  fragment Progress on IndexStatus {
    products
    productsWithoutImages
    productsWithVectors
    coverage
    images { total indexed pending failed }
    texts { total indexed pending failed }
    failures { code count }
  }
`);

export const indexStatus = graphql(`
  query IndexStatus {
    indexStatus {
      ...Progress
      activeModel { id name version dimensions languages state active images { total indexed } }
    }
  }
`);

export const indexChanges = graphql(`subscription IndexChanges { indexStatus { ...Progress } }`);

export const models = graphql(`
  query Models { models { id name active state } }
`);

export const run = graphql(`
  fragment Run on ReindexJob {
    id
    scope
    state
    total
    succeeded
    failed
    skipped
    progress
    imagesPerSecond
    remainingSeconds
    failureCounts { code count }
    createdAt
    startedAt
    finishedAt
    error
  }
`);

export const reindex = graphql(`
  mutation Reindex($scope: ReindexScope! = MISSING, $products: [ProductKey!]) {
    reindex(scope: $scope, products: $products) {
      __typename
      ... on ReindexSuccess { job { ...Run } }
      ...Failed
    }
  }
`);

export const pauseReindex = graphql(`
  mutation PauseReindex($jobId: ID!) {
    pauseReindex(jobId: $jobId) { __typename ... on PauseReindexSuccess { job { ...Run } } ...Failed }
  }
`);

export const resumeReindex = graphql(`
  mutation ResumeReindex($jobId: ID!) {
    resumeReindex(jobId: $jobId) { __typename ... on ResumeReindexSuccess { job { ...Run } } ...Failed }
  }
`);

export const cancelReindex = graphql(`
  mutation CancelReindex($jobId: ID!) {
    cancelReindex(jobId: $jobId) { __typename ... on CancelReindexSuccess { job { ...Run } } ...Failed }
  }
`);

/** A run in full, with the pictures that it could not index: for a page that shows one. */
export const reindexJob = graphql(`
  query ReindexJob($id: ID!, $first: Int, $after: String) {
    reindexJob(id: $id) {
      ...Run
      model { id name state }
      failures(first: $first, after: $after) {
        totalCount
        edges { cursor node { at } }
        nodes {
          image { id sourceUrl }
          product { externalId title }
          error { code message retryable }
        }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }
`);

export const reindexJobs = graphql(`
  query ReindexJobs($first: Int, $after: String) {
    reindexJobs(first: $first, after: $after) {
      totalCount
      nodes { ...Run }
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

export const reindexProgress = graphql(`
  subscription ReindexProgress($jobId: ID!) {
    reindexProgress(jobId: $jobId) {
      ...Run
      model { name }
      failures(first: 5) { nodes { product { externalId } image { id } error { code message } } }
    }
  }
`);

export const liveRuns = graphql(`
  subscription LiveRuns { indexStatus { jobs { id scope state } activeModel { state images { indexed } } } }
`);

export const searches = graphql(`
  query Searches($first: Int, $after: String, $kind: [SearchKind!], $foundNothing: Boolean) {
    searches(first: $first, after: $after, kind: $kind, foundNothing: $foundNothing) {
      totalCount
      edges { cursor node { id } }
      nodes { id kind text thumbnailUrl resultCount createdAt timing { totalMs } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

export const deleteSearch = graphql(`
  mutation DeleteSearch($id: ID!) {
    deleteSearch(id: $id) { __typename ... on DeleteSearchSuccess { search { id text } } ...Failed }
  }
`);

export const deleteSearches = graphql(`
  mutation DeleteSearches($before: DateTime!) {
    deleteSearches(before: $before) { __typename ... on DeleteSearchesSuccess { deleted } ...Failed }
  }
`);

export const duplicates = graphql(`
  query Duplicates($minScore: Float, $first: Int, $after: String) {
    duplicates(minScore: $minScore, first: $first, after: $after) {
      edges { cursor node { score } }
      nodes { score products { score product { externalId } image { id position } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

export const settings = graphql(`
  query Settings { settings { name value default unit description isDefault } }
`);

export const indexingFailures = graphql(`
  query IndexingFailures($first: Int, $after: String, $code: [IndexingErrorCode!]) {
    indexingFailures(first: $first, after: $after, code: $code) {
      totalCount
      edges { cursor }
      nodes {
        attempts
        at
        image { id sourceUrl }
        product { externalId }
        error { code message retryable }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

export const matchedRegion = graphql(`
  query MatchedRegion($photo: PhotoQuery!, $product: ProductKey!) {
    matchedRegion(photo: $photo, product: $product) { ...Place }
  }
`);

export const importJobFields = graphql(`
  fragment ImportJobFields on ImportJob {
    id
    fileName
    format
    state
    bytes
    bytesRead
    progress
    lines
    created
    updated
    unchanged
    failed
    linesPerSecond
    remainingSeconds
    createdAt
    startedAt
    finishedAt
    error
  }
`);

export const importProducts = graphql(`
  mutation ImportProducts($file: Upload!, $format: ImportFormat, $imagesBase: URL) {
    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {
      __typename
      ... on ImportProductsSuccess { job { ...ImportJobFields } }
      ...Failed
    }
  }
`);

export const cancelImport = graphql(`
  mutation CancelImport($jobId: ID!) {
    cancelImport(jobId: $jobId) {
      __typename
      ... on CancelImportSuccess { job { ...ImportJobFields } }
      ...Failed
    }
  }
`);

export const importJob = graphql(`
  query ImportJobById($id: ID!, $first: Int, $after: String) {
    importJob(id: $id) {
      ...ImportJobFields
      failures(first: $first, after: $after) {
        totalCount
        edges { cursor }
        nodes { line externalId message }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }
`);

export const importJobs = graphql(`
  query ImportJobs($first: Int, $after: String) {
    importJobs(first: $first, after: $after) {
      totalCount
      nodes { ...ImportJobFields }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

export const importProgress = graphql(`
  subscription ImportProgress($jobId: ID!) {
    importProgress(jobId: $jobId) { ...ImportJobFields }
  }
`);

export const imports = graphql(`
  subscription Imports {
    imports { ...ImportJobFields }
  }
`);
