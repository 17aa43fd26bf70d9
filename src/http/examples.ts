/** What GraphiQL shows at first: operations that work on the demo catalogue. */
export const examples = [
  `# Words: what is nearest in meaning comes first.
query Words {
  searchByText(text: "red fruit", first: 5) {
    edges {
      score
      node { title category mainImage { url(width: 200) } }
    }
    notices { code message }
    timing { embedMs searchMs totalMs }
  }
}
`,
  `# What looks like a product: the next tab shows more of them, with their externalId.
query Similar {
  similarProducts(to: { externalId: "demo-1f34e" }, first: 5) {
    edges { score node { title category } }
    plan
  }
}
`,
  `# The catalogue, filtered and paged.
query Products {
  products(first: 10, filter: { query: "apple" }) {
    nodes { id externalId title category price { amount currency } }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  `# A photo: here the first picture of the catalogue. { url: "https://…" } takes any picture that has an address;
# this page can't send a file; the search page, at /, can.
query Photo {
  searchByImage(photo: { image: { productImage: "UHJvZHVjdEltYWdlOjE" } }, first: 5) {
    edges { score node { title } image { url(width: 200) } }
    search { id }
  }
}
`,
  `# How far the index is, and what works now.
query State {
  indexStatus { products coverage images { total indexed pending failed } }
  capabilities { searchByImage { available reason } searchByText { available degraded reason } }
}
`,
];
