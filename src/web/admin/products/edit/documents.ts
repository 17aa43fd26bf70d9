import { graphql } from '../../gql/index.ts';

/** All that the page of a product edits and shows of it. */
export const productPage = graphql(`
  fragment ProductsPanePage on Product {
    id
    externalId
    title
    description
    brand
    category
    price { amount currency }
    url
    inStock
    attributes { name value }
    createdAt
    updatedAt
    images { id ...ProductsPanePicture }
  }
`);

export const productById = graphql(`
  query ProductsPaneProduct($id: ID!) {
    product(by: { id: $id }) { ...ProductsPanePage }
  }
`);

export const updateProduct = graphql(`
  mutation ProductsPaneUpdate($id: ID!, $input: ProductPatch!) {
    updateProduct(by: { id: $id }, input: $input) {
      __typename
      ... on UpdateProductSuccess { product { ...ProductsPanePage } }
      ... on Failure { code message path }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

export const createProduct = graphql(`
  mutation ProductsPaneCreate($input: ProductInput!) {
    createProduct(input: $input) {
      __typename
      ... on CreateProductSuccess { product { id title } }
      ... on Failure { code message path }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);
