import { useState } from 'react';
import { type DocumentInput, type OperationResult, useMutation } from 'urql';
import { type Failed, type Failure, isFailure, succeeded } from './errors.ts';

export interface Action<Variables, Success> {
  /** What it answered; null where it failed, and `error` says why. */
  readonly run: (variables: Variables) => Promise<Success | null>;
  readonly busy: boolean;
  /** Why the last one failed. */
  readonly error: Failed | null;
  readonly dismiss: () => void;
}

/**
 * A mutation that answers with a union: what a success holds, and failures of every kind in one place.
 * @param outcome the union within the data
 */
export function useAction<Data, Variables extends object, Result extends object>(
  document: DocumentInput<Data, Variables>,
  outcome: (data: Data) => Result,
): Action<Variables, Exclude<Result, Failure>> {
  const [, send] = useMutation(document);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failed | null>(null);
  return {
    busy,
    error,
    dismiss: () => setError(null),
    async run(variables) {
      setBusy(true);
      setError(null);
      const answer = read(await send(variables), outcome);
      setBusy(false);
      if (answer.error) setError(answer.error);
      return answer.success;
    },
  };
}

type Answer<Result> =
  | { readonly success: Exclude<Result, Failure>; readonly error: null }
  | { readonly success: null; readonly error: Failed };

function read<Data, Result extends object>(
  { data, error }: OperationResult<Data>,
  outcome: (data: Data) => Result,
): Answer<Result> {
  if (error) return { success: null, error };
  const result: Result | Failure = data ? outcome(data) : nothing;
  if (isFailure(result)) return { success: null, error: result };
  return succeeded(result) ? { success: result, error: null } : { success: null, error: nothing };
}

const nothing: Failure = { code: 'INTERNAL', message: '' };
