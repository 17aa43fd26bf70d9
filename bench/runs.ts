import { z } from 'zod';
import type { Message } from './client.ts';
import { graphql } from './questions.ts';

export type Scope = 'MISSING' | 'ALL' | 'PRODUCTS';

const runForm = z.object({
  id: z.string(),
  state: z.string(),
  total: z.number(),
  succeeded: z.number(),
  skipped: z.number(),
});
export type Run = z.output<typeof runForm>;

const fields = 'id state total succeeded skipped';

/** @param externalIds for the scope PRODUCTS */
export function startRun(scope: Scope, externalIds?: readonly string[]): Message {
  return graphql(
    `mutation ($scope: ReindexScope!, $products: [ProductKey!]) {
      result: reindex(scope: $scope, products: $products) { ... on ReindexSuccess { job { ${fields} } } }
    }`,
    { scope, products: externalIds?.map((externalId) => ({ externalId })) },
  );
}

export function pauseRun(id: string): Message {
  return changeRun('pauseReindex', 'PauseReindexSuccess', id);
}

export function resumeRun(id: string): Message {
  return changeRun('resumeReindex', 'ResumeReindexSuccess', id);
}

export function cancelRun(id: string): Message {
  return changeRun('cancelReindex', 'CancelReindexSuccess', id);
}

function changeRun(mutation: string, success: string, id: string): Message {
  return graphql(
    `mutation ($id: ID!) { result: ${mutation}(jobId: $id) { ... on ${success} { job { ${fields} } } } }`,
    { id },
  );
}

export function findRun(id: string): Message {
  return graphql(`query ($id: ID!) { result: reindexJob(id: $id) { ${fields} } }`, { id });
}

/** The answer to a mutation of runs; another one than its success does not fit. */
export const changedForm = z.object({ result: z.object({ job: runForm }) });
export const foundForm = z.object({ result: runForm });
