import type { IncomingMessage } from 'node:http';

/** Whether the caller has this version already (If-None-Match). */
export function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const known = headers['if-none-match']?.split(',');
  return known?.some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
}
