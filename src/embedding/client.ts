import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { VitrineError } from '../errors.ts';
import { failureForm, type Priority, priorityHeader } from './protocol.ts';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Buffer;
  readonly priority?: Priority;
  /** Beside those that say what it is. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface Response {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The connection broke before there was an answer. */
export class ConnectionLost extends Error {
  /** Nobody listened: the call was never in hand. */
  readonly refused: boolean;

  constructor(cause: NodeJS.ErrnoException) {
    super('the connection to the embedder broke', { cause });
    this.name = 'ConnectionLost';
    this.refused = cause.code === 'ECONNREFUSED' || cause.code === 'ENOENT';
  }
}

export interface Client {
  /**
   * @throws {VitrineError} what the process answered with; {ConnectionLost}; the signal's reason where it was aborted
   */
  send(request: Request): Promise<Response>;
  close(): void;
}

function failureFrom(status: number, body: Buffer): VitrineError {
  try {
    const { code, message, retryAfterSeconds } = failureForm.parse(JSON.parse(body.toString('utf8')));
    return new VitrineError(code, message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  } catch (cause) {
    return new VitrineError('INTERNAL', `The embedder answered ${status} without a reason.`, { cause });
  }
}

/** Speaks the protocol over kept connections to a local socket. */
export function createClient(socketPath: string): Client {
  const agent = new Agent({ keepAlive: true });
  return {
    send: ({ method, path, body, priority, headers: more, signal }) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const lost = (cause: Error) =>
          reject(signal?.aborted === true ? signal.reason : new ConnectionLost(cause));
        const headers = {
          ...more,
          ...(body === undefined ? {} : { 'content-length': body.length }),
          ...(priority === undefined ? {} : { [priorityHeader]: priority }),
        };
        const options = {
          socketPath,
          agent,
          method,
          path,
          headers,
          ...(signal === undefined ? {} : { signal }),
        };
        const request = httpRequest(options, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', lost);
          response.on('end', () => {
            const status = response.statusCode ?? 0;
            const answer = Buffer.concat(chunks);
            if (status === 200) resolve({ headers: response.headers, body: answer });
            else reject(failureFrom(status, answer));
          });
        });
        request.on('error', lost);
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}
