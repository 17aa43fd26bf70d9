export type ImportFormat = 'ndjson' | 'csv';

/** What a file is by the end of its name: .csv, .ndjson or .jsonl; undefined for another one. */
export function formatOfName(name: string): ImportFormat | undefined {
  const ending = /\.(csv|ndjson|jsonl)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return undefined;
  return ending === 'csv' ? 'csv' : 'ndjson';
}
