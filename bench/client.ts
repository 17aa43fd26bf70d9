import { Agent, request } from 'node:http';
import { z } from 'zod';

export interface Reply {
  readonly status: number;
  readonly body: Buffer;
  /** From the first byte sent to the last byte received. */
  readonly ms: number;
}

/** A body to post, and what says what it is. */
export interface Message {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A client that keeps its connections, as a shop's own server would. */
export interface Client {
  send(message: Message): Promise<Reply>;
  stop(): void;
}

export function createClient(port: number, connections = 1): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: ({ path, headers, body }) =>
      new Promise<Reply>((resolve, reject) => {
        const started = performance.now();
        const outgoing = request(
          {
            host: '127.0.0.1',
            port,
            path,
            method: 'POST',
            agent,
            headers: { ...headers, 'content-length': body.length },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                body: Buffer.concat(chunks),
                ms: performance.now() - started,
              }),
            );
          },
        );
        outgoing.on('error', reject);
        outgoing.end(body);
      }),
    stop: () => agent.destroy(),
  };
}

const answerForm = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** The data of a GraphQL reply. @throws where it carries an error */
export function dataOf<Data>({ status, body }: Reply, form: z.ZodType<Data>): Data {
  const text = body.toString();
  if (status !== 200) throw new Error(`the server answered ${status}: ${text.slice(0, 500)}`);
  const { data, errors } = answerForm.parse(JSON.parse(text));
  const [error] = errors ?? [];
  if (error !== undefined) throw new Error(`the server answered an error: ${error.message}`);
  return form.parse(data);
}
