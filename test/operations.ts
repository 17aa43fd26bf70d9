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

export const failed = graphql(`
  fragment Failed on Failure {
    __typename
    code
    message
    path
  }
`);

export const product = graphql(`
  query Product($by: ProductKey!) {
    product(by: $by) {
      ...ProductCard
      description
      brand
      url
      attributes { name value }
      images { id position sourceUrl width height indexing { state error { code } } }
    }
  }
`);

export const products = graphql(`
  query Products($first: Int, $after: String, $filter: ProductFilter, $orderBy: ProductOrder) {
    products(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { ...ProductCard }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const createProduct = graphql(`
  mutation CreateProduct($input: ProductInput!) {
    createProduct(input: $input) {
      __typename
      ... on CreateProductSuccess { product { ...ProductCard } }
      ...Failed
    }
  }
`);

export const upsertProducts = graphql(`
  mutation UpsertProducts($inputs: [ProductInput!]!) {
    upsertProducts(inputs: $inputs) {
      __typename
      ...Failed
    }
  }
`);

export const deleteProduct = graphql(`
  mutation DeleteProduct($by: ProductKey!) {
    deleteProduct(by: $by) {
      __typename
      ...Failed
    }
  }
`);

export const indexStatus = graphql(`
  query IndexStatus {
    indexStatus { products coverage images { total indexed pending failed } }
  }
`);
