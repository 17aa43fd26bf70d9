import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** What a shop's back office asks, over plain HTTP. */
export interface Api {
  /** @throws {ApiFailure} what the server answered instead; anything else where no answer came */
  ask<Data>(operation: string, form: z.ZodType<Data>, variables?: Record<string, unknown>): Promise<Data>;
}

/** A failure that the server told of. */
export class ApiFailure extends Error {
  readonly code: string;
  readonly retryAfterSeconds: number | null;

  constructor({ message, code, retryAfterSeconds = null }: Told) {
    super(`${code}: ${message}`);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Told {
  readonly message: string;
  readonly code: string;
  readonly retryAfterSeconds?: number | null | undefined;
}

/** Far more than any answer may take. */
const TIMEOUT_MS = 60_000;
const INSIST_MS = 120_000;

const answerForm = z.object({
  data: z.unknown(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string(), retryAfterSeconds: z.number().optional() }),
      }),
    )
    .optional(),
});

export function createApi(url: string): Api {
  return {
    async ask(operation, form, variables = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: operation, variables }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const { data, errors: [error] = [] } = answerForm.parse(await response.json());
      if (error !== undefined) throw new ApiFailure({ message: error.message, ...error.extensions });
      return form.parse(data);
    },
  };
}

const failureForm = z.object({
  code: z.string(),
  message: z.string(),
  retryAfterSeconds: z.number().nullish(),
});

/** The success of a mutation's answer. @throws {ApiFailure} */
export function successOf<Success>(result: unknown, form: z.ZodType<Success>): Success {
  const failure = failureForm.safeParse(result);
  if (failure.success) throw new ApiFailure(failure.data);
  return form.parse(result);
}

/** Asks again until there is an answer that is no passing failure, as a client that must not lose anything does. */
export async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + INSIST_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const passes = !(error instanceof ApiFailure) || isPassing(error);
      if (!passes || Date.now() > deadline) throw error;
    }
    await sleep(200);
  }
}

const passing = new Set([
  'DATABASE_UNAVAILABLE',
  'MODEL_LOADING',
  'MODEL_UNAVAILABLE',
  'OVERLOADED',
  'CONFLICT',
]);

/** Whether the same may succeed in a while. */
export function isPassing({ code }: ApiFailure): boolean {
  return passing.has(code);
}
