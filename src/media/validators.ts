import type { IncomingHttpHeaders } from 'node:http';
import type { Validators } from './types.ts';

export const noValidators: Validators = { etag: null, lastModified: null };

/** What is kept of a host's word, and shown to it again, is short and of one form: it ends up in a header. */
const maxLength = 300;
/** RFC 9110, 8.8.3, in ASCII: so `*`, which would match whatever the host has, is not taken for one. */
const entityTag = /^(?:W\/)?"[\x21\x23-\x7e]*"$/;
const printable = /^[\x20-\x7e]+$/;

/** The headers that ask for a picture only where it is not the one that is known; RFC 9110, 13.1.2 and 13.1.3. */
export function conditionsOf({ etag, lastModified }: Validators): Record<string, string> {
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

/** What an answer says about its bytes, as far as it can be shown to the host again. */
export function validatorsOf(headers: IncomingHttpHeaders): Validators {
  return {
    etag: sane(headers.etag, entityTag),
    lastModified: sane(headers['last-modified'], printable),
  };
}

/** Of a header that came several times there is no telling which one holds. */
function sane(value: unknown, form: RegExp): string | null {
  return typeof value === 'string' && value.length <= maxLength && form.test(value) ? value : null;
}
