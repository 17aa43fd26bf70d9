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
    "\n  fragment Failed on Failure {\n    __typename\n    code\n    message\n    path\n  }\n": typeof types.FailedFragmentDoc,
    "\n  query Product($by: ProductKey!) {\n    product(by: $by) {\n      ...ProductCard\n      description\n      brand\n      url\n      attributes { name value }\n      images { id position sourceUrl width height indexing { state error { code } } }\n    }\n  }\n": typeof types.ProductDocument,
    "\n  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {\n    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      nodes { ...ProductCard }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ProductsDocument,
    "\n  mutation CreateProduct($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { ...ProductCard } }\n      ...Failed\n    }\n  }\n": typeof types.CreateProductDocument,
    "\n  mutation UpsertProducts($inputs: [ProductInput!]!) {\n    upsertProducts(inputs: $inputs) {\n      __typename\n      ...Failed\n    }\n  }\n": typeof types.UpsertProductsDocument,
    "\n  mutation DeleteProduct($by: ProductKey!) {\n    deleteProduct(by: $by) {\n      __typename\n      ...Failed\n    }\n  }\n": typeof types.DeleteProductDocument,
    "\n  query IndexStatus {\n    indexStatus { products coverage images { total indexed pending failed } }\n  }\n": typeof types.IndexStatusDocument,
};
const documents: Documents = {
    "\n  fragment ProductCard on Product {\n    id\n    externalId\n    title\n    category\n    price { amount currency }\n    inStock\n    mainImage { id url(width: 200) }\n  }\n": types.ProductCardFragmentDoc,
    "\n  fragment Failed on Failure {\n    __typename\n    code\n    message\n    path\n  }\n": types.FailedFragmentDoc,
    "\n  query Product($by: ProductKey!) {\n    product(by: $by) {\n      ...ProductCard\n      description\n      brand\n      url\n      attributes { name value }\n      images { id position sourceUrl width height indexing { state error { code } } }\n    }\n  }\n": types.ProductDocument,
    "\n  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {\n    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      nodes { ...ProductCard }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ProductsDocument,
    "\n  mutation CreateProduct($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { ...ProductCard } }\n      ...Failed\n    }\n  }\n": types.CreateProductDocument,
    "\n  mutation UpsertProducts($inputs: [ProductInput!]!) {\n    upsertProducts(inputs: $inputs) {\n      __typename\n      ...Failed\n    }\n  }\n": types.UpsertProductsDocument,
    "\n  mutation DeleteProduct($by: ProductKey!) {\n    deleteProduct(by: $by) {\n      __typename\n      ...Failed\n    }\n  }\n": types.DeleteProductDocument,
    "\n  query IndexStatus {\n    indexStatus { products coverage images { total indexed pending failed } }\n  }\n": types.IndexStatusDocument,
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
export function graphql(source: "\n  fragment Failed on Failure {\n    __typename\n    code\n    message\n    path\n  }\n"): (typeof documents)["\n  fragment Failed on Failure {\n    __typename\n    code\n    message\n    path\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Product($by: ProductKey!) {\n    product(by: $by) {\n      ...ProductCard\n      description\n      brand\n      url\n      attributes { name value }\n      images { id position sourceUrl width height indexing { state error { code } } }\n    }\n  }\n"): (typeof documents)["\n  query Product($by: ProductKey!) {\n    product(by: $by) {\n      ...ProductCard\n      description\n      brand\n      url\n      attributes { name value }\n      images { id position sourceUrl width height indexing { state error { code } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {\n    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      nodes { ...ProductCard }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {\n    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      nodes { ...ProductCard }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProduct($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { ...ProductCard } }\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation CreateProduct($input: ProductInput!) {\n    createProduct(input: $input) {\n      __typename\n      ... on CreateProductSuccess { product { ...ProductCard } }\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpsertProducts($inputs: [ProductInput!]!) {\n    upsertProducts(inputs: $inputs) {\n      __typename\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation UpsertProducts($inputs: [ProductInput!]!) {\n    upsertProducts(inputs: $inputs) {\n      __typename\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteProduct($by: ProductKey!) {\n    deleteProduct(by: $by) {\n      __typename\n      ...Failed\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteProduct($by: ProductKey!) {\n    deleteProduct(by: $by) {\n      __typename\n      ...Failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IndexStatus {\n    indexStatus { products coverage images { total indexed pending failed } }\n  }\n"): (typeof documents)["\n  query IndexStatus {\n    indexStatus { products coverage images { total indexed pending failed } }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;