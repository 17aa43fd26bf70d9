import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { requestError } from './request-error.ts';

/** 1,000 products with long descriptions fit. */
const maxJsonBytes = 5_000_000;

/** What the bodies that are under way may take in sum. */
const maxBytesInHand = 64_000_000;
/** So much of each does not count: what a front end asks gets in whatever others send. */
const freeBytes = 64_000;
/** Whoever sends more slowly keeps the room from others. */
const maxReadMs = 30_000;

const tooLarge = () =>
  requestError(
    413,
    'PAYLOAD_TOO_LARGE',
    `The body is over ${maxJsonBytes} bytes: send it in several requests.`,
  );
const noRoom = () =>
  requestError(503, 'OVERLOADED', 'Too many large requests at once: try again in a moment.', 2);
const tooSlow = () =>
  requestError(
    408,
    'BAD_USER_INPUT',
    `The body did not arrive within ${maxReadMs / 1000} s: send it in several requests.`,
  );

/**
 * Makes what reads the JSON value of a request's body. All bodies of one reader share the room there is, so that
 * many that are never finished do not fill the memory.
 * @throws {GraphQLError} PAYLOAD_TOO_LARGE or OVERLOADED as soon as it is known, BAD_USER_INPUT where it is no JSON
 */
export function createJsonReader(): (request: IncomingMessage) => Promise<unknown> {
  let bytesInHand = 0;

  /** The body's bytes. */
  async function receive(request: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let counted = 0;
    try {
      // the socket has to stay open for the answer, whatever is thrown here
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        bytes += chunk.length;
        if (bytes > maxJsonBytes) throw tooLarge();
        const more = Math.max(0, bytes - freeBytes) - counted;
        if (bytesInHand + more > maxBytesInHand) throw noRoom();
        bytesInHand += more;
        counted += more;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } catch (error) {
      if (error instanceof GraphQLError) throw error;
      // the connection's own error: nobody is left to read this, and nothing failed here
      throw requestError(400, 'BAD_USER_INPUT', 'The body broke off.');
    } finally {
      bytesInHand -= counted;
    }
  }

  return async (request) => {
    if (Number(request.headers['content-length']) > maxJsonBytes) throw tooLarge();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(tooSlow()), maxReadMs);
    const body = await Promise.race([receive(request), late.promise]).finally(() => clearTimeout(timer));
    try {
      return JSON.parse(body.toString());
    } catch {
      throw requestError(400, 'BAD_USER_INPUT', 'The body is no JSON.');
    }
  };
}
