import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type DocumentNode, print } from 'graphql';
import { createClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** The body of an answer, whatever its status. */
export interface Answer<Data> {
  readonly data?: Data | null | undefined;
  readonly errors?:
    | readonly {
        readonly message: string;
        readonly path?: readonly (string | number)[] | undefined;
        readonly extensions?: Readonly<Record<string, unknown>>;
      }[]
    | undefined;
}

/** What the types allow, or any text where the test sends what they don't. */
export type Operation<Data, Variables> = TypedDocumentNode<Data, Variables> | DocumentNode | string;

/** The data of an answer that must have come without errors. */
export function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (data === undefined || data === null || errors !== undefined)
    throw new Error(JSON.stringify({ data, errors }));
  return data;
}

/** Sends an operation over HTTP; files are given by the path of their variable, such as 'photo.image.upload'. */
export async function send<Data, Variables>(
  url: string,
  operation: Operation<Data, Variables>,
  variables?: Variables,
  files?: Readonly<Record<string, Blob>>,
): Promise<Answer<Data>> {
  const body = JSON.stringify({ query: textOf(operation), ...(variables && { variables }) });
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    ...(files === undefined
      ? { headers: { 'content-type': 'application/json' }, body }
      : { body: multipart(body, files) }),
  });
  return await response.json();
}

/** Subscribes by server-sent events, until the caller has seen enough. */
export async function* subscribe<Data, Variables extends Record<string, unknown>>(
  url: string,
  operation: TypedDocumentNode<Data, Variables>,
  variables?: Variables,
): AsyncGenerator<Answer<Data>> {
  const client = createClient({ url: `${url}/graphql` });
  try {
    yield* client.iterate<Data>({ query: textOf(operation), ...(variables && { variables }) });
  } finally {
    client.dispose();
  }
}

/** Subscribes over a WebSocket of its own, until the caller has seen enough. */
export async function* subscribeBySocket<Data, Variables extends Record<string, unknown>>(
  url: string,
  operation: TypedDocumentNode<Data, Variables>,
  variables?: Variables,
): AsyncGenerator<Answer<Data>> {
  const client = createSocketClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  try {
    yield* client.iterate<Data>({ query: textOf(operation), ...(variables && { variables }) });
  } finally {
    await client.dispose();
  }
}

const textOf = (operation: DocumentNode | string) =>
  typeof operation === 'string' ? operation : print(operation);

/** The GraphQL multipart request: https://github.com/jaydenseric/graphql-multipart-request-spec */
function multipart(operation: string, files: Readonly<Record<string, Blob>>): FormData {
  const form = new FormData();
  const entries = Object.entries(files);
  form.set('operations', operation);
  form.set('map', JSON.stringify(Object.fromEntries(entries.map(([path], i) => [i, [`variables.${path}`]]))));
  for (const [i, [, file]] of entries.entries())
    form.set(String(i), file, file instanceof File ? file.name : 'photo');
  return form;
}
