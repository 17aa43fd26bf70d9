import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { EvaluateError } from './failure.ts';
import type { Query } from './queries.ts';

/** What is measured: the modes of a search by words, and the titles' meaning alone. */
export const modes = ['HYBRID', 'FULL_TEXT', 'VECTOR', 'TITLES'] as const;
export type Mode = (typeof modes)[number];

/** A product as an answer has it. */
export interface Found {
  readonly externalId: string;
  readonly title: string;
}

/** How an index stands. */
export interface Standing {
  readonly model: string | null;
  readonly products: number;
  /** Pictures and titles that have no vector yet. */
  readonly pending: number;
}

/** Asks a running server as its users do, over HTTP. */
export interface Asker {
  /** The first hundred products of an answer, best first. @throws {EvaluateError} where there is none */
  ask(query: Query, mode: Mode): Promise<readonly Found[]>;
  standing(): Promise<Standing>;
  /** Those of some externalIds that no product has. */
  unknown(externalIds: readonly string[]): Promise<readonly string[]>;
}

const pageSize = 100;
const timeoutMs = 60_000;

const page = `edges { ranks { titles } node { externalId title } } pageInfo { hasNextPage endCursor }`;
const byText = `query ($text: String!, $mode: SearchMode, $first: Int!, $after: String) {
  results: searchByText(text: $text, first: $first, after: $after, options: { mode: $mode }) { ${page} }
}`;
const byPhoto = `query ($image: Upload!, $first: Int!) {
  results: searchByImage(photo: { image: { upload: $image } }, first: $first) { ${page} }
}`;
const byParts = `query ($query: SearchQuery!, $first: Int!) {
  results: searchBy(query: $query, first: $first) { ${page} }
}`;
const standing = `{ indexStatus { products images { pending } texts { pending } activeModel { name version } } }`;
const productsNamed = `query ($ids: [String!], $first: Int!) {
  products(filter: { externalId: $ids }, first: $first) { nodes { externalId } }
}`;

const resultsForm = z.object({
  results: z.object({
    edges: z.array(
      z.object({
        ranks: z.object({ titles: z.number().nullable() }),
        node: z.object({ externalId: z.string(), title: z.string() }),
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});
type Results = z.output<typeof resultsForm>['results'];
const pending = z.object({ pending: z.number() });
const standingForm = z.object({
  indexStatus: z.object({
    products: z.number(),
    images: pending,
    texts: pending,
    activeModel: z.object({ name: z.string(), version: z.string() }).nullable(),
  }),
});
const productsForm = z.object({
  products: z.object({ nodes: z.array(z.object({ externalId: z.string() })) }),
});
const answerForm = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** @param url where the server answers, without /graphql */
export function createAsker(url: string): Asker {
  const endpoint = new URL('graphql', url.endsWith('/') ? url : `${url}/`);

  async function send<Data>(body: string | FormData, form: z.ZodType<Data>): Promise<Data> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'graphql-require-preflight': 'true',
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: Error) => {
      throw failure(`${endpoint.href} does not answer: ${reasonOf(error)}`);
    });
    const text = await response.text();
    const answer = answerForm.safeParse(readJson(text));
    if (!answer.success) throw failure(`${endpoint.href} is no GraphQL: it answered ${response.status}`);
    const [error] = answer.data.errors ?? [];
    if (error !== undefined) throw failure(`the server refused: ${error.message}`);
    return form.parse(answer.data.data);
  }

  const sendJson = <Data>(query: string, variables: Record<string, unknown>, form: z.ZodType<Data>) =>
    send(JSON.stringify({ query, variables }), form);

  async function askPage(
    text: string,
    mode: Exclude<Mode, 'TITLES'>,
    after: string | null,
  ): Promise<Results> {
    return (await sendJson(byText, { text, mode, first: pageSize, after }, resultsForm)).results;
  }

  /** No mode has titles alone: the pages of a hybrid say where each product stands among them. */
  async function askTitles(text: string): Promise<readonly Found[]> {
    const byRank = new Map<number, Found>();
    for (let after: string | null = null; byRank.size < pageSize; ) {
      const { edges, pageInfo }: Results = await askPage(text, 'HYBRID', after);
      for (const { node, ranks } of edges) {
        if (ranks.titles !== null && ranks.titles <= pageSize) byRank.set(ranks.titles, node);
      }
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    return [...byRank].sort(([one], [other]) => one - other).map(([, found]) => found);
  }

  async function askPhoto(file: string): Promise<Results> {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query: byPhoto, variables: { image: null, first: pageSize } }));
    form.set('map', JSON.stringify({ 0: ['variables.image'] }));
    form.set('0', new Blob([await readFile(file)]), basename(file));
    return (await send(form, resultsForm)).results;
  }

  async function askParts(externalId: string, text: string): Promise<Results> {
    const query = { products: [{ product: { externalId } }], texts: [{ text }] };
    return (await sendJson(byParts, { query, first: pageSize }, resultsForm)).results;
  }

  return {
    async ask({ question }, mode) {
      if ('photo' in question) return nodesOf(await askPhoto(question.photo));
      if ('product' in question) return nodesOf(await askParts(question.product, question.text));
      if (mode === 'TITLES') return askTitles(question.text);
      return nodesOf(await askPage(question.text, mode, null));
    },

    async standing() {
      const { indexStatus } = await sendJson(standing, {}, standingForm);
      const { products, images, texts, activeModel } = indexStatus;
      const model = activeModel && `${activeModel.name} ${activeModel.version}`;
      return { model, products, pending: images.pending + texts.pending };
    },

    async unknown(externalIds) {
      const missing = new Set(externalIds);
      for (let at = 0; at < externalIds.length; at += pageSize) {
        const ids = externalIds.slice(at, at + pageSize);
        const { products } = await sendJson(productsNamed, { ids, first: pageSize }, productsForm);
        for (const { externalId } of products.nodes) missing.delete(externalId);
      }
      return [...missing];
    },
  };
}

const nodesOf = ({ edges }: Results): readonly Found[] => edges.map(({ node }) => node);
const failure = (message: string) => new EvaluateError(message);

function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
