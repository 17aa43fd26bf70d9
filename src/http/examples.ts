/** What GraphiQL shows at first: operations that work on the demo catalogue. */
export const examples = [
  {
    query: `# Words, in the languages that the model knows: what is nearest in meaning comes first.
query Words($text: String!) {
  searchByText(text: $text, first: 5) {
    edges {
      score
      node { title category mainImage { url(width: 200) } }
    }
    notices { code message }
    timing { embedMs searchMs totalMs }
  }
}
`,
    variables: '{ "text": "red fruit" }',
  },
  {
    query: `# What looks like a product. Its externalId comes from the catalogue: see the next tab.
query Similar($externalId: String!) {
  similarProducts(to: { externalId: $externalId }, first: 5) {
    edges { score node { title category } }
    plan
  }
}
`,
    variables: '{ "externalId": "1f34e" }',
  },
  {
    query: `# The catalogue, filtered and paged.
query Products($filter: ProductFilter, $after: String) {
  products(first: 10, after: $after, filter: $filter) {
    nodes { id externalId title category price { amount currency } }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    variables: '{ "filter": { "query": "apple" } }',
  },
  {
    query: `# Searching by a photo needs a file, which this page can't send: see /try. With a picture's address it works here:
query Photo($url: URL!) {
  searchByImage(photo: { image: { url: $url } }, first: 5) {
    edges { score node { title } image { url(width: 200) } }
    search { id }
  }
}
`,
    variables: '{ "url": "https://example.com/photo.jpg" }',
  },
  {
    query: `# How far the index is, and what works now.
query State {
  indexStatus { products coverage images { total indexed pending failed } }
  capabilities { searchByImage { available reason } searchByText { available degraded reason } }
}
`,
  },
];
