import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ApiFailure, createApi, successOf } from './api.ts';

/** Something that was asked while the database was away. */
export interface Question {
  readonly kind: 'products' | 'indexStatus' | 'createProduct' | 'ready';
  /** From the asking to the answer. */
  readonly ms: number;
  /** What came, in words. */
  readonly answer: string;
}

const EVERY_MS = 500;

/** Asks again and again, without waiting for answers, for so long; settles with the last answer. */
export async function questionsDuring(url: string, forMs: number): Promise<Question[]> {
  const api = createApi(url);
  const asked: Promise<Question>[] = [];
  const untilMs = performance.now() + forMs;
  let number = 0;

  const ask = (kind: Question['kind'], answer: () => Promise<string>) => asked.push(timed(kind, answer));
  const graphql = (kind: Question['kind'], operation: string) =>
    ask(kind, async () => {
      const data = await api.ask(operation, z.record(z.string(), z.unknown()));
      successOf(data[kind], z.unknown());
      return 'data';
    });

  while (performance.now() < untilMs) {
    number += 1;
    graphql('products', '{ products(first: 1) { nodes { externalId } } }');
    graphql('indexStatus', '{ indexStatus { images { pending } } }');
    graphql(
      'createProduct',
      `mutation { createProduct(input: { externalId: "outage-${number}", title: "Lost" }) {
        ... on CreateProductSuccess { product { id } }
        ... on Failure { code message }
        ... on Unavailable { retryAfterSeconds }
      } }`,
    );
    ask('ready', async () => String((await fetch(`${url}/health/ready`)).status));
    await sleep(Math.min(EVERY_MS, Math.max(0, untilMs - performance.now())));
  }
  return await Promise.all(asked);
}

async function timed(kind: Question['kind'], ask: () => Promise<string>): Promise<Question> {
  const startedMs = performance.now();
  const answer = await ask().catch((error: unknown) => {
    if (!(error instanceof ApiFailure)) return `no answer: ${String(error)}`;
    return error.retryAfterSeconds === null ? error.code : `${error.code}, retryAfterSeconds`;
  });
  return { kind, ms: performance.now() - startedMs, answer };
}
