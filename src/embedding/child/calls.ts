import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { VitrineError } from '../../errors.ts';
import { maxBodyBytes, type Priority, priorityHeader } from '../protocol.ts';
import type { Place } from './gate.ts';

/** Calls of one priority that may be in hand at once: about a second's work of a large model. */
const maxCallsInHand = 64;
/** What their bodies may take in sum, unless there is only one. */
const maxBytesInHand = 256 * 2 ** 20;
const retryAfterSeconds = 1;

/** A call that was let in, its body read. */
export interface Call extends Place {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Calls {
  /**
   * Reads a call and hands it to `answer`, if there is room for it.
   * @throws {VitrineError} OVERLOADED with retryAfterSeconds; PAYLOAD_TOO_LARGE
   */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (call: Call) => Promise<void>,
  ): Promise<void>;
}

export function priorityOf(request: IncomingMessage): Priority {
  return request.headers[priorityHeader] === 'bulk' ? 'bulk' : 'interactive';
}

async function readBody(request: IncomingMessage, length: number): Promise<Buffer> {
  const body = Buffer.allocUnsafeSlow(length);
  let at = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) throw new TypeError('the body came decoded');
    at += chunk.copy(body, at);
  }
  return body.subarray(0, at);
}

/** Bounds the calls in hand and what they hold in memory, and knows when a caller went away. */
export function createCalls(): Calls {
  const inHand = { interactive: 0, bulk: 0 };
  let bytesInHand = 0;

  return {
    async handle(request, response, answer) {
      const priority = priorityOf(request);
      const length = Number(request.headers['content-length']);
      const refuse = (error: VitrineError) => {
        // the answer is read only by a caller that is done sending
        request.resume();
        throw error;
      };
      if (!Number.isInteger(length))
        refuse(new VitrineError('BAD_USER_INPUT', 'A content-length is needed.'));
      if (length > maxBodyBytes)
        refuse(new VitrineError('PAYLOAD_TOO_LARGE', `At most ${maxBodyBytes} bytes are taken.`));
      if (inHand[priority] >= maxCallsInHand || (bytesInHand > 0 && bytesInHand + length > maxBytesInHand)) {
        refuse(
          new VitrineError('OVERLOADED', 'Too many pictures at once: try again shortly.', {
            retryAfterSeconds,
          }),
        );
      }

      inHand[priority] += 1;
      bytesInHand += length;
      const caller = new AbortController();
      response.once('close', () => {
        if (!response.writableFinished) caller.abort();
      });
      try {
        const body = await readBody(request, length);
        await answer({ headers: request.headers, body, priority, signal: caller.signal });
      } finally {
        inHand[priority] -= 1;
        bytesInHand -= length;
      }
    },
  };
}
