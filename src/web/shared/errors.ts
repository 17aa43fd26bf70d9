import type { CombinedError } from 'urql';
import type { SharedWording } from '../wording/wording.ts';

/** A mutation that did nothing, as unions answer it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number | null;
}

export type Failed = CombinedError | Failure;

/** Of the API, or NETWORK where the server is not reached. */
export function codeOf(error: Failed): string {
  return 'graphQLErrors' in error ? cause(error).code : error.code;
}

/** What went wrong, for people. */
export interface Explained {
  /** What it is, in a sentence. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  /** What the server says of it, in English; empty where that says no more. */
  readonly detail: string;
  readonly retryAfterSeconds?: number;
}

/** Puts a failure into words: those of its code, and what to do. */
export function explain(error: Failed, { errors }: SharedWording): Explained {
  const { code, message, retryAfterSeconds } = 'graphQLErrors' in error ? cause(error) : error;
  const { [code]: words = errors.unknown }: Record<string, ErrorWords> = errors.byCode;
  if (typeof retryAfterSeconds !== 'number') return { ...words, detail: message };
  const hint = errors.retryAfter(retryAfterSeconds);
  return { ...words, hint, detail: message, retryAfterSeconds };
}

/** Whether a union answered with a failure, of whatever kind. */
export function isFailure(result: object): result is Failure {
  return 'code' in result && 'message' in result;
}

/** Whether a union answered with its success. */
export function succeeded<Result extends object>(result: Result): result is Exclude<Result, Failure> {
  return !isFailure(result);
}

const passingAfterMs = 10_000;
const lasting = new Set(['BAD_USER_INPUT', 'NOT_FOUND', 'QUERY_TOO_COMPLEX']);

/** When asking the same again can help; null where it can not. */
export function retryAfterMsOf(error: CombinedError): number | null {
  const { code, retryAfterSeconds } = cause(error);
  if (lasting.has(code)) return null;
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : passingAfterMs;
}

interface ErrorWords {
  readonly message: string;
  readonly hint: string;
}

function cause({ graphQLErrors, networkError }: CombinedError): Failure {
  const [first] = graphQLErrors;
  if (first === undefined) return { code: networkError ? 'NETWORK' : 'INTERNAL', message: '' };
  const { code, retryAfterSeconds } = first.extensions;
  return {
    code: typeof code === 'string' ? code : 'INTERNAL',
    message: first.message,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
  };
}
