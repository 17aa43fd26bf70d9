/** A page of a list, each entry with the cursor that the next page begins after. */
export interface Page<Entry> {
  readonly entries: readonly { readonly cursor: string; readonly node: Entry }[];
  readonly hasNextPage: boolean;
}

/** A page that is asked for. */
export interface PageRequest {
  readonly first: number;
  readonly after?: string;
}
