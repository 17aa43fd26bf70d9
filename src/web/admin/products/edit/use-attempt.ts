import { useState } from 'react';
import type { CombinedError } from 'urql';
import { type Failed, type Failure, isFailure, succeeded } from '../../../shared/errors.ts';
import { useWords } from '../../words.ts';
import { check, type Faults, faultOf } from './check.ts';
import type { Values } from './values.ts';

export interface Attempt {
  readonly busy: boolean;
  readonly refused: Refused;
  /** Why it failed, where that is of no field. */
  readonly error: Failed | null;
  readonly dismiss: () => void;
  /** Sends values that nothing is known to be wrong with; null: it was refused, or failed. */
  readonly send: <Result extends object>(
    values: Values,
    ask: () => Promise<Answer<Result>>,
  ) => Promise<Exclude<Result, Failure> | null>;
}

/** What was wrong with the values that were sent last. */
export interface Refused {
  readonly faults: Faults;
  readonly values: Values | null;
}

interface Answer<Result> {
  readonly error?: CombinedError | undefined;
  /** The union that the mutation answered; null where it was not sent. */
  readonly result?: Result | null | undefined;
}

const nothing: Refused = { faults: new Map(), values: null };

/** Sending a form, and what became of it. */
export function useAttempt(): Attempt {
  const { product: words } = useWords();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(nothing);
  const [error, setError] = useState<Failed | null>(null);
  return {
    busy,
    refused,
    error,
    dismiss: () => setError(null),
    async send(values, ask) {
      if (busy) return null;
      setError(null);
      const known = check(values, words.errors);
      setRefused({ faults: known, values });
      if (known.size > 0) return null;
      setBusy(true);
      const { error: failed, result } = await ask();
      setBusy(false);
      if (failed) setError(failed);
      if (failed || !result) return null;
      if (succeeded(result)) return result;
      const faults = isFailure(result) ? faultOf(result, values) : nothing.faults;
      if (faults.size > 0) setRefused({ faults, values });
      else if (isFailure(result)) setError(result);
      return null;
    },
  };
}
