import type { IncomingMessage } from 'node:http';
import { requestError } from './request-error.ts';

/** 1,000 products with long descriptions fit. */
export const maxJsonBytes = 5_000_000;

const tooLarge = () =>
  requestError(
    413,
    'PAYLOAD_TOO_LARGE',
    `The body is over ${maxJsonBytes} bytes: send it in several requests.`,
  );

/**
 * The JSON value of a request's body.
 * @throws {GraphQLError} PAYLOAD_TOO_LARGE as soon as it is known, BAD_USER_INPUT where it is no JSON
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length']) > maxJsonBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  // the socket has to stay open for the answer, whatever is thrown here
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxJsonBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw requestError(400, 'BAD_USER_INPUT', 'The body is no JSON.');
  }
}
