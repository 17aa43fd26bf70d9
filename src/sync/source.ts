/** A record of an import file before it is checked, or why there is none. */
export type SourceRecord =
  | {
      readonly line: number;
      /** Laid out as a line of NDJSON is. */
      readonly record: unknown;
      /** How many characters it took. */
      readonly length: number;
    }
  | { readonly line: number; readonly problem: string; readonly externalId?: string };
