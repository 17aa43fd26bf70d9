/** The largest page of any connection. */
export const maxPageSize = 100;
export const defaultPageSize = 20;

/** What one operation may cost, in fields answered: about a page of 100 products with everything about them. */
export const maxComplexity = 20_000;
/** How deep selections may nest; fragments do not count. */
export const maxDepth = 12;
export const maxAliases = 30;
export const maxTokens = 5_000;
