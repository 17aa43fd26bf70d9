/** A record of an import file before it is checked, or why there is none. */
export type SourceRecord =
  /** `record` is laid out as a line of NDJSON is. */
  { readonly line: number; readonly record: unknown } | { readonly line: number; readonly problem: string };
