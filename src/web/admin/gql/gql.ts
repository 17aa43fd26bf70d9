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
    "\n  mutation DuplicatesDelete($id: ID!) {\n    deleteProduct(by: { id: $id }) {\n      ... on DeleteProductSuccess { product { externalId } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.DuplicatesDeleteDocument,
    "\n  fragment DuplicatesGroup on DuplicateGroup {\n    score\n    products { ...DuplicatesProduct }\n  }\n": typeof types.DuplicatesGroupFragmentDoc,
    "\n  fragment DuplicatesProduct on DuplicateProduct {\n    score\n    image { id position width url(width: 480) }\n    product { id externalId title brand price { amount currency } }\n  }\n": typeof types.DuplicatesProductFragmentDoc,
    "\n  query DuplicatesList($minScore: Float!, $after: String) {\n    duplicates(minScore: $minScore, first: 20, after: $after) {\n      edges { cursor node { ...DuplicatesGroup } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.DuplicatesListDocument,
    "\n  query FailuresList($code: [IndexingErrorCode!], $after: String) {\n    indexingFailures(first: 100, after: $after, code: $code) {\n      edges { cursor node { ...FailuresFailure } }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.FailuresListDocument,
    "\n  subscription FailuresLive {\n    indexStatus {\n      images { failed }\n      failures { code count }\n    }\n  }\n": typeof types.FailuresLiveDocument,
    "\n  fragment FailuresFailure on IndexingFailure {\n    at\n    attempts\n    error { code message }\n    image { id position sourceUrl width url(width: 160) }\n    product { id title externalId }\n  }\n": typeof types.FailuresFailureFragmentDoc,
    "\n  query FailuresProducts($code: [IndexingErrorCode!], $after: String) {\n    indexingFailures(first: 100, after: $after, code: $code) {\n      nodes { product { id } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.FailuresProductsDocument,
    "\n  subscription FailuresProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) { id failed finishedAt }\n  }\n": typeof types.FailuresProgressDocument,
    "\n  mutation ImportsCancel($jobId: ID!) {\n    cancelImport(jobId: $jobId) {\n      ... on CancelImportSuccess { job { id ...ImportsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.ImportsCancelDocument,
    "\n  query ImportsFailures($jobId: ID!, $after: String) {\n    importJob(id: $jobId) {\n      id\n      failures(first: 50, after: $after) {\n        nodes { line externalId message }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ImportsFailuresDocument,
    "\n  fragment ImportsJob on ImportJob {\n    id\n    fileName\n    format\n    state\n    bytes\n    progress\n    lines\n    created\n    updated\n    unchanged\n    failed\n    linesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n": typeof types.ImportsJobFragmentDoc,
    "\n  subscription ImportsProgress($jobId: ID!) {\n    importProgress(jobId: $jobId) { id ...ImportsJob }\n  }\n": typeof types.ImportsProgressDocument,
    "\n  query ImportsList($after: String) {\n    importJobs(first: 20, after: $after) {\n      nodes { id ...ImportsJob }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ImportsListDocument,
    "\n  subscription ImportsLive {\n    imports { id }\n  }\n": typeof types.ImportsLiveDocument,
    "\n  query ImportsLimits { settings { name value } }\n": typeof types.ImportsLimitsDocument,
    "\n  query ImportsAllFailures($jobId: ID!, $after: String) {\n    importJob(id: $jobId) {\n      id\n      failures(first: 100, after: $after) {\n        nodes { line externalId message }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ImportsAllFailuresDocument,
    "\n  mutation ImportsSend($file: Upload!, $format: ImportFormat, $imagesBase: URL) {\n    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {\n      ... on ImportProductsSuccess { job { id fileName } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.ImportsSendDocument,
    "\n  fragment ModelsModel on EmbeddingModel {\n    id\n    name\n    version\n    dimensions\n    languages\n    state\n    active\n    images { total indexed pending failed }\n  }\n": typeof types.ModelsModelFragmentDoc,
    "\n  query ModelsList { models { id ...ModelsModel } }\n": typeof types.ModelsListDocument,
    "\n  subscription ModelsLive {\n    indexStatus { activeModel { id ...ModelsModel } }\n  }\n": typeof types.ModelsLiveDocument,
    "\n  subscription ModelsCapabilities {\n    capabilities { searchByImage { available reason } }\n  }\n": typeof types.ModelsCapabilitiesDocument,
    "\n  fragment OverviewCoverage on IndexStatus {\n    coverage\n    products\n    productsWithVectors\n    productsWithoutImages\n  }\n": typeof types.OverviewCoverageFragmentDoc,
    "\n  subscription OverviewIndex {\n    indexStatus {\n      products\n      images { total pending failed }\n      jobs { id ...RunsJob }\n      ...OverviewCoverage\n      ...OverviewTiles\n      ...OverviewReasons\n    }\n  }\n": typeof types.OverviewIndexDocument,
    "\n  fragment OverviewReasons on IndexStatus {\n    failures { code count }\n  }\n": typeof types.OverviewReasonsFragmentDoc,
    "\n  fragment OverviewTiles on IndexStatus {\n    products\n    productsWithoutImages\n    images { total indexed pending failed }\n    texts { total indexed pending failed }\n    activeModel { id name version dimensions state }\n  }\n": typeof types.OverviewTilesFragmentDoc,
    "\n  mutation ProductsPaneDelete($id: ID!) {\n    deleteProduct(by: { id: $id }) {\n      __typename\n      ... on DeleteProductSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.ProductsPaneDeleteDocument,
    "\n  fragment ProductsPanePage on Product {\n    id\n    externalId\n    title\n    description\n    brand\n    category\n    price { amount currency }\n    url\n    inStock\n    attributes { name value }\n    createdAt\n    updatedAt\n    images { id ...ProductsPanePicture }\n  }\n": typeof types.ProductsPanePageFragmentDoc,
    "\n  query ProductsPaneProduct($id: ID!) {\n    product(by: { id: $id }) { ...ProductsPanePage }\n  }\n": typeof types.ProductsPaneProductDocument,
    "\n  mutation ProductsPaneUpdate($id: ID!, $input: ProductPatch!) {\n    updateProduct(by: { id: $id }, input: $input) {\n      __typename\n      ... on UpdateProductSuccess { product { ...ProductsPanePage } }\n      ... on Failure { code message path }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.ProductsPaneUpdateDocument,
    "\n  mutation ProductsPaneCreate($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { id title } }\n      ... on Failure { code message path }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.ProductsPaneCreateDocument,
    "\n  query ProductsPaneSimilar($id: ID!) {\n    product(by: { id: $id }) {\n      id\n      similar(first: 8) {\n        edges { match image { url(width: 160) } node { id title mainImage { url(width: 160) } } }\n      }\n    }\n  }\n": typeof types.ProductsPaneSimilarDocument,
    "\n  fragment ProductsPaneRow on Product {\n    id\n    externalId\n    title\n    brand\n    category\n    inStock\n    price { amount currency }\n    mainImage { url(width: 120) }\n    images { id indexing { state error { code } } }\n  }\n": typeof types.ProductsPaneRowFragmentDoc,
    "\n  query ProductsPaneList($filter: ProductFilter, $orderBy: ProductOrder!, $after: String) {\n    products(filter: $filter, orderBy: $orderBy, first: 60, after: $after) {\n      nodes { ...ProductsPaneRow }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ProductsPaneListDocument,
    "\n  query ProductsPaneFresh($filter: ProductFilter, $of: ProductFilter!, $some: Boolean!) {\n    all: products(filter: $filter, first: 1) { totalCount }\n    rows: products(filter: $of, first: 100) @include(if: $some) { nodes { ...ProductsPaneRow } }\n  }\n": typeof types.ProductsPaneFreshDocument,
    "\n  query ProductsPaneOne($id: ID!) {\n    product(by: { id: $id }) { ...ProductsPaneRow }\n  }\n": typeof types.ProductsPaneOneDocument,
    "\n  mutation ProductsPaneReindex($id: ID!) {\n    reindex(scope: PRODUCTS, products: [{ id: $id }]) {\n      __typename\n      ... on ReindexSuccess { job { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.ProductsPaneReindexDocument,
    "\n  subscription ProductsPaneReindexProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) { id progress succeeded failed skipped finishedAt }\n  }\n": typeof types.ProductsPaneReindexProgressDocument,
    "\n  fragment ProductsPanePicture on ProductImage {\n    id\n    position\n    url(width: 320)\n    sourceUrl\n    indexing { state attempts indexedAt error { code message retryable } }\n  }\n": typeof types.ProductsPanePictureFragmentDoc,
    "\n  mutation ProductsPaneRemoveImage($id: ID!) {\n    removeProductImage(id: $id) {\n      __typename\n      ... on RemoveProductImageSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.ProductsPaneRemoveImageDocument,
    "\n  mutation ProductsPaneReorder($id: ID!, $images: [ImageInput!]!) {\n    updateProduct(by: { id: $id }, input: { images: $images }) {\n      __typename\n      ... on UpdateProductSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.ProductsPaneReorderDocument,
    "\n  mutation ProductsPaneAddImage($to: ProductKey!, $image: ImageInput!) {\n    addProductImage(to: $to, image: $image) {\n      __typename\n      ... on AddProductImageSuccess { image { id } }\n      ... on Failure { code message }\n    }\n  }\n": typeof types.ProductsPaneAddImageDocument,
    "\n  subscription ProductsPaneIndexStatus {\n    indexStatus { products productsWithoutImages images { total pending indexed failed } texts { total pending } }\n  }\n": typeof types.ProductsPaneIndexStatusDocument,
    "\n  fragment RunsFailure on JobFailure {\n    at\n    error { code message retryable }\n    image { id position sourceUrl url(width: 160) }\n    product { id title externalId }\n  }\n": typeof types.RunsFailureFragmentDoc,
    "\n  fragment RunsJob on ReindexJob {\n    id\n    scope\n    state\n    total\n    succeeded\n    failed\n    skipped\n    progress\n    imagesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n    failureCounts { code count }\n  }\n": typeof types.RunsJobFragmentDoc,
    "\n  subscription RunsLive {\n    indexStatus {\n      images { total pending failed }\n      jobs { id ...RunsJob }\n    }\n  }\n": typeof types.RunsLiveDocument,
    "\n  query RunsList($after: String) {\n    reindexJobs(first: 20, after: $after) {\n      nodes { id ...RunsJob }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.RunsListDocument,
    "\n  mutation RunsPause($jobId: ID!) {\n    pauseReindex(jobId: $jobId) {\n      ... on PauseReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.RunsPauseDocument,
    "\n  mutation RunsResume($jobId: ID!) {\n    resumeReindex(jobId: $jobId) {\n      ... on ResumeReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.RunsResumeDocument,
    "\n  mutation RunsCancel($jobId: ID!) {\n    cancelReindex(jobId: $jobId) {\n      ... on CancelReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.RunsCancelDocument,
    "\n  query RunsFailures($jobId: ID!, $after: String) {\n    reindexJob(id: $jobId) {\n      id\n      failures(first: 100, after: $after) {\n        edges { cursor node { ...RunsFailure } }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.RunsFailuresDocument,
    "\n  subscription RunsProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) {\n      id\n      model { id name version }\n      ...RunsJob\n    }\n  }\n": typeof types.RunsProgressDocument,
    "\n  mutation RunsStart($scope: ReindexScope!, $products: [ProductKey!]) {\n    reindex(scope: $scope, products: $products) {\n      ... on ReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.RunsStartDocument,
    "\n  mutation SearchesClear($before: DateTime!) {\n    deleteSearches(before: $before) {\n      ... on DeleteSearchesSuccess { deleted }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.SearchesClearDocument,
    "\n  query SearchesList($after: String, $kind: [SearchKind!], $foundNothing: Boolean) {\n    searches(first: 50, after: $after, kind: $kind, foundNothing: $foundNothing) {\n      nodes { id ...SearchesSearch }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.SearchesListDocument,
    "\n  fragment SearchesSearch on Search {\n    id\n    kind\n    text\n    thumbnailUrl\n    resultCount\n    createdAt\n    timing { totalMs }\n  }\n": typeof types.SearchesSearchFragmentDoc,
    "\n  mutation SearchesDelete($id: ID!) {\n    deleteSearch(id: $id) {\n      ... on DeleteSearchSuccess { search { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": typeof types.SearchesDeleteDocument,
    "\n  query SettingsList { settings { name ...SettingsSetting } }\n": typeof types.SettingsListDocument,
    "\n  fragment SettingsSetting on Setting {\n    name\n    value\n    default\n    unit\n    description\n    isDefault\n  }\n": typeof types.SettingsSettingFragmentDoc,
};
const documents: Documents = {
    "\n  mutation DuplicatesDelete($id: ID!) {\n    deleteProduct(by: { id: $id }) {\n      ... on DeleteProductSuccess { product { externalId } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.DuplicatesDeleteDocument,
    "\n  fragment DuplicatesGroup on DuplicateGroup {\n    score\n    products { ...DuplicatesProduct }\n  }\n": types.DuplicatesGroupFragmentDoc,
    "\n  fragment DuplicatesProduct on DuplicateProduct {\n    score\n    image { id position width url(width: 480) }\n    product { id externalId title brand price { amount currency } }\n  }\n": types.DuplicatesProductFragmentDoc,
    "\n  query DuplicatesList($minScore: Float!, $after: String) {\n    duplicates(minScore: $minScore, first: 20, after: $after) {\n      edges { cursor node { ...DuplicatesGroup } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.DuplicatesListDocument,
    "\n  query FailuresList($code: [IndexingErrorCode!], $after: String) {\n    indexingFailures(first: 100, after: $after, code: $code) {\n      edges { cursor node { ...FailuresFailure } }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.FailuresListDocument,
    "\n  subscription FailuresLive {\n    indexStatus {\n      images { failed }\n      failures { code count }\n    }\n  }\n": types.FailuresLiveDocument,
    "\n  fragment FailuresFailure on IndexingFailure {\n    at\n    attempts\n    error { code message }\n    image { id position sourceUrl width url(width: 160) }\n    product { id title externalId }\n  }\n": types.FailuresFailureFragmentDoc,
    "\n  query FailuresProducts($code: [IndexingErrorCode!], $after: String) {\n    indexingFailures(first: 100, after: $after, code: $code) {\n      nodes { product { id } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.FailuresProductsDocument,
    "\n  subscription FailuresProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) { id failed finishedAt }\n  }\n": types.FailuresProgressDocument,
    "\n  mutation ImportsCancel($jobId: ID!) {\n    cancelImport(jobId: $jobId) {\n      ... on CancelImportSuccess { job { id ...ImportsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.ImportsCancelDocument,
    "\n  query ImportsFailures($jobId: ID!, $after: String) {\n    importJob(id: $jobId) {\n      id\n      failures(first: 50, after: $after) {\n        nodes { line externalId message }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ImportsFailuresDocument,
    "\n  fragment ImportsJob on ImportJob {\n    id\n    fileName\n    format\n    state\n    bytes\n    progress\n    lines\n    created\n    updated\n    unchanged\n    failed\n    linesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n": types.ImportsJobFragmentDoc,
    "\n  subscription ImportsProgress($jobId: ID!) {\n    importProgress(jobId: $jobId) { id ...ImportsJob }\n  }\n": types.ImportsProgressDocument,
    "\n  query ImportsList($after: String) {\n    importJobs(first: 20, after: $after) {\n      nodes { id ...ImportsJob }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ImportsListDocument,
    "\n  subscription ImportsLive {\n    imports { id }\n  }\n": types.ImportsLiveDocument,
    "\n  query ImportsLimits { settings { name value } }\n": types.ImportsLimitsDocument,
    "\n  query ImportsAllFailures($jobId: ID!, $after: String) {\n    importJob(id: $jobId) {\n      id\n      failures(first: 100, after: $after) {\n        nodes { line externalId message }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ImportsAllFailuresDocument,
    "\n  mutation ImportsSend($file: Upload!, $format: ImportFormat, $imagesBase: URL) {\n    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {\n      ... on ImportProductsSuccess { job { id fileName } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.ImportsSendDocument,
    "\n  fragment ModelsModel on EmbeddingModel {\n    id\n    name\n    version\n    dimensions\n    languages\n    state\n    active\n    images { total indexed pending failed }\n  }\n": types.ModelsModelFragmentDoc,
    "\n  query ModelsList { models { id ...ModelsModel } }\n": types.ModelsListDocument,
    "\n  subscription ModelsLive {\n    indexStatus { activeModel { id ...ModelsModel } }\n  }\n": types.ModelsLiveDocument,
    "\n  subscription ModelsCapabilities {\n    capabilities { searchByImage { available reason } }\n  }\n": types.ModelsCapabilitiesDocument,
    "\n  fragment OverviewCoverage on IndexStatus {\n    coverage\n    products\n    productsWithVectors\n    productsWithoutImages\n  }\n": types.OverviewCoverageFragmentDoc,
    "\n  subscription OverviewIndex {\n    indexStatus {\n      products\n      images { total pending failed }\n      jobs { id ...RunsJob }\n      ...OverviewCoverage\n      ...OverviewTiles\n      ...OverviewReasons\n    }\n  }\n": types.OverviewIndexDocument,
    "\n  fragment OverviewReasons on IndexStatus {\n    failures { code count }\n  }\n": types.OverviewReasonsFragmentDoc,
    "\n  fragment OverviewTiles on IndexStatus {\n    products\n    productsWithoutImages\n    images { total indexed pending failed }\n    texts { total indexed pending failed }\n    activeModel { id name version dimensions state }\n  }\n": types.OverviewTilesFragmentDoc,
    "\n  mutation ProductsPaneDelete($id: ID!) {\n    deleteProduct(by: { id: $id }) {\n      __typename\n      ... on DeleteProductSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.ProductsPaneDeleteDocument,
    "\n  fragment ProductsPanePage on Product {\n    id\n    externalId\n    title\n    description\n    brand\n    category\n    price { amount currency }\n    url\n    inStock\n    attributes { name value }\n    createdAt\n    updatedAt\n    images { id ...ProductsPanePicture }\n  }\n": types.ProductsPanePageFragmentDoc,
    "\n  query ProductsPaneProduct($id: ID!) {\n    product(by: { id: $id }) { ...ProductsPanePage }\n  }\n": types.ProductsPaneProductDocument,
    "\n  mutation ProductsPaneUpdate($id: ID!, $input: ProductPatch!) {\n    updateProduct(by: { id: $id }, input: $input) {\n      __typename\n      ... on UpdateProductSuccess { product { ...ProductsPanePage } }\n      ... on Failure { code message path }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.ProductsPaneUpdateDocument,
    "\n  mutation ProductsPaneCreate($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { id title } }\n      ... on Failure { code message path }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.ProductsPaneCreateDocument,
    "\n  query ProductsPaneSimilar($id: ID!) {\n    product(by: { id: $id }) {\n      id\n      similar(first: 8) {\n        edges { match image { url(width: 160) } node { id title mainImage { url(width: 160) } } }\n      }\n    }\n  }\n": types.ProductsPaneSimilarDocument,
    "\n  fragment ProductsPaneRow on Product {\n    id\n    externalId\n    title\n    brand\n    category\n    inStock\n    price { amount currency }\n    mainImage { url(width: 120) }\n    images { id indexing { state error { code } } }\n  }\n": types.ProductsPaneRowFragmentDoc,
    "\n  query ProductsPaneList($filter: ProductFilter, $orderBy: ProductOrder!, $after: String) {\n    products(filter: $filter, orderBy: $orderBy, first: 60, after: $after) {\n      nodes { ...ProductsPaneRow }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ProductsPaneListDocument,
    "\n  query ProductsPaneFresh($filter: ProductFilter, $of: ProductFilter!, $some: Boolean!) {\n    all: products(filter: $filter, first: 1) { totalCount }\n    rows: products(filter: $of, first: 100) @include(if: $some) { nodes { ...ProductsPaneRow } }\n  }\n": types.ProductsPaneFreshDocument,
    "\n  query ProductsPaneOne($id: ID!) {\n    product(by: { id: $id }) { ...ProductsPaneRow }\n  }\n": types.ProductsPaneOneDocument,
    "\n  mutation ProductsPaneReindex($id: ID!) {\n    reindex(scope: PRODUCTS, products: [{ id: $id }]) {\n      __typename\n      ... on ReindexSuccess { job { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.ProductsPaneReindexDocument,
    "\n  subscription ProductsPaneReindexProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) { id progress succeeded failed skipped finishedAt }\n  }\n": types.ProductsPaneReindexProgressDocument,
    "\n  fragment ProductsPanePicture on ProductImage {\n    id\n    position\n    url(width: 320)\n    sourceUrl\n    indexing { state attempts indexedAt error { code message retryable } }\n  }\n": types.ProductsPanePictureFragmentDoc,
    "\n  mutation ProductsPaneRemoveImage($id: ID!) {\n    removeProductImage(id: $id) {\n      __typename\n      ... on RemoveProductImageSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.ProductsPaneRemoveImageDocument,
    "\n  mutation ProductsPaneReorder($id: ID!, $images: [ImageInput!]!) {\n    updateProduct(by: { id: $id }, input: { images: $images }) {\n      __typename\n      ... on UpdateProductSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.ProductsPaneReorderDocument,
    "\n  mutation ProductsPaneAddImage($to: ProductKey!, $image: ImageInput!) {\n    addProductImage(to: $to, image: $image) {\n      __typename\n      ... on AddProductImageSuccess { image { id } }\n      ... on Failure { code message }\n    }\n  }\n": types.ProductsPaneAddImageDocument,
    "\n  subscription ProductsPaneIndexStatus {\n    indexStatus { products productsWithoutImages images { total pending indexed failed } texts { total pending } }\n  }\n": types.ProductsPaneIndexStatusDocument,
    "\n  fragment RunsFailure on JobFailure {\n    at\n    error { code message retryable }\n    image { id position sourceUrl url(width: 160) }\n    product { id title externalId }\n  }\n": types.RunsFailureFragmentDoc,
    "\n  fragment RunsJob on ReindexJob {\n    id\n    scope\n    state\n    total\n    succeeded\n    failed\n    skipped\n    progress\n    imagesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n    failureCounts { code count }\n  }\n": types.RunsJobFragmentDoc,
    "\n  subscription RunsLive {\n    indexStatus {\n      images { total pending failed }\n      jobs { id ...RunsJob }\n    }\n  }\n": types.RunsLiveDocument,
    "\n  query RunsList($after: String) {\n    reindexJobs(first: 20, after: $after) {\n      nodes { id ...RunsJob }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.RunsListDocument,
    "\n  mutation RunsPause($jobId: ID!) {\n    pauseReindex(jobId: $jobId) {\n      ... on PauseReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.RunsPauseDocument,
    "\n  mutation RunsResume($jobId: ID!) {\n    resumeReindex(jobId: $jobId) {\n      ... on ResumeReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.RunsResumeDocument,
    "\n  mutation RunsCancel($jobId: ID!) {\n    cancelReindex(jobId: $jobId) {\n      ... on CancelReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.RunsCancelDocument,
    "\n  query RunsFailures($jobId: ID!, $after: String) {\n    reindexJob(id: $jobId) {\n      id\n      failures(first: 100, after: $after) {\n        edges { cursor node { ...RunsFailure } }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.RunsFailuresDocument,
    "\n  subscription RunsProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) {\n      id\n      model { id name version }\n      ...RunsJob\n    }\n  }\n": types.RunsProgressDocument,
    "\n  mutation RunsStart($scope: ReindexScope!, $products: [ProductKey!]) {\n    reindex(scope: $scope, products: $products) {\n      ... on ReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.RunsStartDocument,
    "\n  mutation SearchesClear($before: DateTime!) {\n    deleteSearches(before: $before) {\n      ... on DeleteSearchesSuccess { deleted }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.SearchesClearDocument,
    "\n  query SearchesList($after: String, $kind: [SearchKind!], $foundNothing: Boolean) {\n    searches(first: 50, after: $after, kind: $kind, foundNothing: $foundNothing) {\n      nodes { id ...SearchesSearch }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.SearchesListDocument,
    "\n  fragment SearchesSearch on Search {\n    id\n    kind\n    text\n    thumbnailUrl\n    resultCount\n    createdAt\n    timing { totalMs }\n  }\n": types.SearchesSearchFragmentDoc,
    "\n  mutation SearchesDelete($id: ID!) {\n    deleteSearch(id: $id) {\n      ... on DeleteSearchSuccess { search { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n": types.SearchesDeleteDocument,
    "\n  query SettingsList { settings { name ...SettingsSetting } }\n": types.SettingsListDocument,
    "\n  fragment SettingsSetting on Setting {\n    name\n    value\n    default\n    unit\n    description\n    isDefault\n  }\n": types.SettingsSettingFragmentDoc,
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
export function graphql(source: "\n  mutation DuplicatesDelete($id: ID!) {\n    deleteProduct(by: { id: $id }) {\n      ... on DeleteProductSuccess { product { externalId } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation DuplicatesDelete($id: ID!) {\n    deleteProduct(by: { id: $id }) {\n      ... on DeleteProductSuccess { product { externalId } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DuplicatesGroup on DuplicateGroup {\n    score\n    products { ...DuplicatesProduct }\n  }\n"): (typeof documents)["\n  fragment DuplicatesGroup on DuplicateGroup {\n    score\n    products { ...DuplicatesProduct }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DuplicatesProduct on DuplicateProduct {\n    score\n    image { id position width url(width: 480) }\n    product { id externalId title brand price { amount currency } }\n  }\n"): (typeof documents)["\n  fragment DuplicatesProduct on DuplicateProduct {\n    score\n    image { id position width url(width: 480) }\n    product { id externalId title brand price { amount currency } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DuplicatesList($minScore: Float!, $after: String) {\n    duplicates(minScore: $minScore, first: 20, after: $after) {\n      edges { cursor node { ...DuplicatesGroup } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query DuplicatesList($minScore: Float!, $after: String) {\n    duplicates(minScore: $minScore, first: 20, after: $after) {\n      edges { cursor node { ...DuplicatesGroup } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FailuresList($code: [IndexingErrorCode!], $after: String) {\n    indexingFailures(first: 100, after: $after, code: $code) {\n      edges { cursor node { ...FailuresFailure } }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query FailuresList($code: [IndexingErrorCode!], $after: String) {\n    indexingFailures(first: 100, after: $after, code: $code) {\n      edges { cursor node { ...FailuresFailure } }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FailuresLive {\n    indexStatus {\n      images { failed }\n      failures { code count }\n    }\n  }\n"): (typeof documents)["\n  subscription FailuresLive {\n    indexStatus {\n      images { failed }\n      failures { code count }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FailuresFailure on IndexingFailure {\n    at\n    attempts\n    error { code message }\n    image { id position sourceUrl width url(width: 160) }\n    product { id title externalId }\n  }\n"): (typeof documents)["\n  fragment FailuresFailure on IndexingFailure {\n    at\n    attempts\n    error { code message }\n    image { id position sourceUrl width url(width: 160) }\n    product { id title externalId }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FailuresProducts($code: [IndexingErrorCode!], $after: String) {\n    indexingFailures(first: 100, after: $after, code: $code) {\n      nodes { product { id } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query FailuresProducts($code: [IndexingErrorCode!], $after: String) {\n    indexingFailures(first: 100, after: $after, code: $code) {\n      nodes { product { id } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FailuresProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) { id failed finishedAt }\n  }\n"): (typeof documents)["\n  subscription FailuresProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) { id failed finishedAt }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportsCancel($jobId: ID!) {\n    cancelImport(jobId: $jobId) {\n      ... on CancelImportSuccess { job { id ...ImportsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation ImportsCancel($jobId: ID!) {\n    cancelImport(jobId: $jobId) {\n      ... on CancelImportSuccess { job { id ...ImportsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportsFailures($jobId: ID!, $after: String) {\n    importJob(id: $jobId) {\n      id\n      failures(first: 50, after: $after) {\n        nodes { line externalId message }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ImportsFailures($jobId: ID!, $after: String) {\n    importJob(id: $jobId) {\n      id\n      failures(first: 50, after: $after) {\n        nodes { line externalId message }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ImportsJob on ImportJob {\n    id\n    fileName\n    format\n    state\n    bytes\n    progress\n    lines\n    created\n    updated\n    unchanged\n    failed\n    linesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n"): (typeof documents)["\n  fragment ImportsJob on ImportJob {\n    id\n    fileName\n    format\n    state\n    bytes\n    progress\n    lines\n    created\n    updated\n    unchanged\n    failed\n    linesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ImportsProgress($jobId: ID!) {\n    importProgress(jobId: $jobId) { id ...ImportsJob }\n  }\n"): (typeof documents)["\n  subscription ImportsProgress($jobId: ID!) {\n    importProgress(jobId: $jobId) { id ...ImportsJob }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportsList($after: String) {\n    importJobs(first: 20, after: $after) {\n      nodes { id ...ImportsJob }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query ImportsList($after: String) {\n    importJobs(first: 20, after: $after) {\n      nodes { id ...ImportsJob }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ImportsLive {\n    imports { id }\n  }\n"): (typeof documents)["\n  subscription ImportsLive {\n    imports { id }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportsLimits { settings { name value } }\n"): (typeof documents)["\n  query ImportsLimits { settings { name value } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportsAllFailures($jobId: ID!, $after: String) {\n    importJob(id: $jobId) {\n      id\n      failures(first: 100, after: $after) {\n        nodes { line externalId message }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ImportsAllFailures($jobId: ID!, $after: String) {\n    importJob(id: $jobId) {\n      id\n      failures(first: 100, after: $after) {\n        nodes { line externalId message }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportsSend($file: Upload!, $format: ImportFormat, $imagesBase: URL) {\n    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {\n      ... on ImportProductsSuccess { job { id fileName } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation ImportsSend($file: Upload!, $format: ImportFormat, $imagesBase: URL) {\n    importProducts(file: $file, format: $format, imagesBase: $imagesBase) {\n      ... on ImportProductsSuccess { job { id fileName } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ModelsModel on EmbeddingModel {\n    id\n    name\n    version\n    dimensions\n    languages\n    state\n    active\n    images { total indexed pending failed }\n  }\n"): (typeof documents)["\n  fragment ModelsModel on EmbeddingModel {\n    id\n    name\n    version\n    dimensions\n    languages\n    state\n    active\n    images { total indexed pending failed }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ModelsList { models { id ...ModelsModel } }\n"): (typeof documents)["\n  query ModelsList { models { id ...ModelsModel } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ModelsLive {\n    indexStatus { activeModel { id ...ModelsModel } }\n  }\n"): (typeof documents)["\n  subscription ModelsLive {\n    indexStatus { activeModel { id ...ModelsModel } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ModelsCapabilities {\n    capabilities { searchByImage { available reason } }\n  }\n"): (typeof documents)["\n  subscription ModelsCapabilities {\n    capabilities { searchByImage { available reason } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OverviewCoverage on IndexStatus {\n    coverage\n    products\n    productsWithVectors\n    productsWithoutImages\n  }\n"): (typeof documents)["\n  fragment OverviewCoverage on IndexStatus {\n    coverage\n    products\n    productsWithVectors\n    productsWithoutImages\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OverviewIndex {\n    indexStatus {\n      products\n      images { total pending failed }\n      jobs { id ...RunsJob }\n      ...OverviewCoverage\n      ...OverviewTiles\n      ...OverviewReasons\n    }\n  }\n"): (typeof documents)["\n  subscription OverviewIndex {\n    indexStatus {\n      products\n      images { total pending failed }\n      jobs { id ...RunsJob }\n      ...OverviewCoverage\n      ...OverviewTiles\n      ...OverviewReasons\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OverviewReasons on IndexStatus {\n    failures { code count }\n  }\n"): (typeof documents)["\n  fragment OverviewReasons on IndexStatus {\n    failures { code count }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OverviewTiles on IndexStatus {\n    products\n    productsWithoutImages\n    images { total indexed pending failed }\n    texts { total indexed pending failed }\n    activeModel { id name version dimensions state }\n  }\n"): (typeof documents)["\n  fragment OverviewTiles on IndexStatus {\n    products\n    productsWithoutImages\n    images { total indexed pending failed }\n    texts { total indexed pending failed }\n    activeModel { id name version dimensions state }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProductsPaneDelete($id: ID!) {\n    deleteProduct(by: { id: $id }) {\n      __typename\n      ... on DeleteProductSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation ProductsPaneDelete($id: ID!) {\n    deleteProduct(by: { id: $id }) {\n      __typename\n      ... on DeleteProductSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProductsPanePage on Product {\n    id\n    externalId\n    title\n    description\n    brand\n    category\n    price { amount currency }\n    url\n    inStock\n    attributes { name value }\n    createdAt\n    updatedAt\n    images { id ...ProductsPanePicture }\n  }\n"): (typeof documents)["\n  fragment ProductsPanePage on Product {\n    id\n    externalId\n    title\n    description\n    brand\n    category\n    price { amount currency }\n    url\n    inStock\n    attributes { name value }\n    createdAt\n    updatedAt\n    images { id ...ProductsPanePicture }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductsPaneProduct($id: ID!) {\n    product(by: { id: $id }) { ...ProductsPanePage }\n  }\n"): (typeof documents)["\n  query ProductsPaneProduct($id: ID!) {\n    product(by: { id: $id }) { ...ProductsPanePage }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProductsPaneUpdate($id: ID!, $input: ProductPatch!) {\n    updateProduct(by: { id: $id }, input: $input) {\n      __typename\n      ... on UpdateProductSuccess { product { ...ProductsPanePage } }\n      ... on Failure { code message path }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation ProductsPaneUpdate($id: ID!, $input: ProductPatch!) {\n    updateProduct(by: { id: $id }, input: $input) {\n      __typename\n      ... on UpdateProductSuccess { product { ...ProductsPanePage } }\n      ... on Failure { code message path }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProductsPaneCreate($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { id title } }\n      ... on Failure { code message path }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation ProductsPaneCreate($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { id title } }\n      ... on Failure { code message path }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductsPaneSimilar($id: ID!) {\n    product(by: { id: $id }) {\n      id\n      similar(first: 8) {\n        edges { match image { url(width: 160) } node { id title mainImage { url(width: 160) } } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProductsPaneSimilar($id: ID!) {\n    product(by: { id: $id }) {\n      id\n      similar(first: 8) {\n        edges { match image { url(width: 160) } node { id title mainImage { url(width: 160) } } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProductsPaneRow on Product {\n    id\n    externalId\n    title\n    brand\n    category\n    inStock\n    price { amount currency }\n    mainImage { url(width: 120) }\n    images { id indexing { state error { code } } }\n  }\n"): (typeof documents)["\n  fragment ProductsPaneRow on Product {\n    id\n    externalId\n    title\n    brand\n    category\n    inStock\n    price { amount currency }\n    mainImage { url(width: 120) }\n    images { id indexing { state error { code } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductsPaneList($filter: ProductFilter, $orderBy: ProductOrder!, $after: String) {\n    products(filter: $filter, orderBy: $orderBy, first: 60, after: $after) {\n      nodes { ...ProductsPaneRow }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query ProductsPaneList($filter: ProductFilter, $orderBy: ProductOrder!, $after: String) {\n    products(filter: $filter, orderBy: $orderBy, first: 60, after: $after) {\n      nodes { ...ProductsPaneRow }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductsPaneFresh($filter: ProductFilter, $of: ProductFilter!, $some: Boolean!) {\n    all: products(filter: $filter, first: 1) { totalCount }\n    rows: products(filter: $of, first: 100) @include(if: $some) { nodes { ...ProductsPaneRow } }\n  }\n"): (typeof documents)["\n  query ProductsPaneFresh($filter: ProductFilter, $of: ProductFilter!, $some: Boolean!) {\n    all: products(filter: $filter, first: 1) { totalCount }\n    rows: products(filter: $of, first: 100) @include(if: $some) { nodes { ...ProductsPaneRow } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductsPaneOne($id: ID!) {\n    product(by: { id: $id }) { ...ProductsPaneRow }\n  }\n"): (typeof documents)["\n  query ProductsPaneOne($id: ID!) {\n    product(by: { id: $id }) { ...ProductsPaneRow }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProductsPaneReindex($id: ID!) {\n    reindex(scope: PRODUCTS, products: [{ id: $id }]) {\n      __typename\n      ... on ReindexSuccess { job { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation ProductsPaneReindex($id: ID!) {\n    reindex(scope: PRODUCTS, products: [{ id: $id }]) {\n      __typename\n      ... on ReindexSuccess { job { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ProductsPaneReindexProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) { id progress succeeded failed skipped finishedAt }\n  }\n"): (typeof documents)["\n  subscription ProductsPaneReindexProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) { id progress succeeded failed skipped finishedAt }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProductsPanePicture on ProductImage {\n    id\n    position\n    url(width: 320)\n    sourceUrl\n    indexing { state attempts indexedAt error { code message retryable } }\n  }\n"): (typeof documents)["\n  fragment ProductsPanePicture on ProductImage {\n    id\n    position\n    url(width: 320)\n    sourceUrl\n    indexing { state attempts indexedAt error { code message retryable } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProductsPaneRemoveImage($id: ID!) {\n    removeProductImage(id: $id) {\n      __typename\n      ... on RemoveProductImageSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation ProductsPaneRemoveImage($id: ID!) {\n    removeProductImage(id: $id) {\n      __typename\n      ... on RemoveProductImageSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProductsPaneReorder($id: ID!, $images: [ImageInput!]!) {\n    updateProduct(by: { id: $id }, input: { images: $images }) {\n      __typename\n      ... on UpdateProductSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation ProductsPaneReorder($id: ID!, $images: [ImageInput!]!) {\n    updateProduct(by: { id: $id }, input: { images: $images }) {\n      __typename\n      ... on UpdateProductSuccess { product { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProductsPaneAddImage($to: ProductKey!, $image: ImageInput!) {\n    addProductImage(to: $to, image: $image) {\n      __typename\n      ... on AddProductImageSuccess { image { id } }\n      ... on Failure { code message }\n    }\n  }\n"): (typeof documents)["\n  mutation ProductsPaneAddImage($to: ProductKey!, $image: ImageInput!) {\n    addProductImage(to: $to, image: $image) {\n      __typename\n      ... on AddProductImageSuccess { image { id } }\n      ... on Failure { code message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ProductsPaneIndexStatus {\n    indexStatus { products productsWithoutImages images { total pending indexed failed } texts { total pending } }\n  }\n"): (typeof documents)["\n  subscription ProductsPaneIndexStatus {\n    indexStatus { products productsWithoutImages images { total pending indexed failed } texts { total pending } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunsFailure on JobFailure {\n    at\n    error { code message retryable }\n    image { id position sourceUrl url(width: 160) }\n    product { id title externalId }\n  }\n"): (typeof documents)["\n  fragment RunsFailure on JobFailure {\n    at\n    error { code message retryable }\n    image { id position sourceUrl url(width: 160) }\n    product { id title externalId }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunsJob on ReindexJob {\n    id\n    scope\n    state\n    total\n    succeeded\n    failed\n    skipped\n    progress\n    imagesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n    failureCounts { code count }\n  }\n"): (typeof documents)["\n  fragment RunsJob on ReindexJob {\n    id\n    scope\n    state\n    total\n    succeeded\n    failed\n    skipped\n    progress\n    imagesPerSecond\n    remainingSeconds\n    createdAt\n    startedAt\n    finishedAt\n    error\n    failureCounts { code count }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RunsLive {\n    indexStatus {\n      images { total pending failed }\n      jobs { id ...RunsJob }\n    }\n  }\n"): (typeof documents)["\n  subscription RunsLive {\n    indexStatus {\n      images { total pending failed }\n      jobs { id ...RunsJob }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunsList($after: String) {\n    reindexJobs(first: 20, after: $after) {\n      nodes { id ...RunsJob }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query RunsList($after: String) {\n    reindexJobs(first: 20, after: $after) {\n      nodes { id ...RunsJob }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RunsPause($jobId: ID!) {\n    pauseReindex(jobId: $jobId) {\n      ... on PauseReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation RunsPause($jobId: ID!) {\n    pauseReindex(jobId: $jobId) {\n      ... on PauseReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RunsResume($jobId: ID!) {\n    resumeReindex(jobId: $jobId) {\n      ... on ResumeReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation RunsResume($jobId: ID!) {\n    resumeReindex(jobId: $jobId) {\n      ... on ResumeReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RunsCancel($jobId: ID!) {\n    cancelReindex(jobId: $jobId) {\n      ... on CancelReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation RunsCancel($jobId: ID!) {\n    cancelReindex(jobId: $jobId) {\n      ... on CancelReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunsFailures($jobId: ID!, $after: String) {\n    reindexJob(id: $jobId) {\n      id\n      failures(first: 100, after: $after) {\n        edges { cursor node { ...RunsFailure } }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RunsFailures($jobId: ID!, $after: String) {\n    reindexJob(id: $jobId) {\n      id\n      failures(first: 100, after: $after) {\n        edges { cursor node { ...RunsFailure } }\n        totalCount\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RunsProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) {\n      id\n      model { id name version }\n      ...RunsJob\n    }\n  }\n"): (typeof documents)["\n  subscription RunsProgress($jobId: ID!) {\n    reindexProgress(jobId: $jobId) {\n      id\n      model { id name version }\n      ...RunsJob\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RunsStart($scope: ReindexScope!, $products: [ProductKey!]) {\n    reindex(scope: $scope, products: $products) {\n      ... on ReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation RunsStart($scope: ReindexScope!, $products: [ProductKey!]) {\n    reindex(scope: $scope, products: $products) {\n      ... on ReindexSuccess { job { id ...RunsJob } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SearchesClear($before: DateTime!) {\n    deleteSearches(before: $before) {\n      ... on DeleteSearchesSuccess { deleted }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation SearchesClear($before: DateTime!) {\n    deleteSearches(before: $before) {\n      ... on DeleteSearchesSuccess { deleted }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchesList($after: String, $kind: [SearchKind!], $foundNothing: Boolean) {\n    searches(first: 50, after: $after, kind: $kind, foundNothing: $foundNothing) {\n      nodes { id ...SearchesSearch }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query SearchesList($after: String, $kind: [SearchKind!], $foundNothing: Boolean) {\n    searches(first: 50, after: $after, kind: $kind, foundNothing: $foundNothing) {\n      nodes { id ...SearchesSearch }\n      totalCount\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SearchesSearch on Search {\n    id\n    kind\n    text\n    thumbnailUrl\n    resultCount\n    createdAt\n    timing { totalMs }\n  }\n"): (typeof documents)["\n  fragment SearchesSearch on Search {\n    id\n    kind\n    text\n    thumbnailUrl\n    resultCount\n    createdAt\n    timing { totalMs }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SearchesDelete($id: ID!) {\n    deleteSearch(id: $id) {\n      ... on DeleteSearchSuccess { search { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"): (typeof documents)["\n  mutation SearchesDelete($id: ID!) {\n    deleteSearch(id: $id) {\n      ... on DeleteSearchSuccess { search { id } }\n      ... on Failure { code message }\n      ... on Unavailable { retryAfterSeconds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SettingsList { settings { name ...SettingsSetting } }\n"): (typeof documents)["\n  query SettingsList { settings { name ...SettingsSetting } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SettingsSetting on Setting {\n    name\n    value\n    default\n    unit\n    description\n    isDefault\n  }\n"): (typeof documents)["\n  fragment SettingsSetting on Setting {\n    name\n    value\n    default\n    unit\n    description\n    isDefault\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;