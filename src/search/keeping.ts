import { sqlState } from '../database/database-error.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Answered, Memory } from './memory.ts';

/** An answer that is about to be kept. */
export interface Kept {
  /** Settles with whether it could be; waiting for it does not hurry it. */
  readonly done: Promise<boolean>;
  /** The same, begun at once where it has not begun. */
  now(): Promise<boolean>;
}

/** Keeps answers behind their callers' backs. What was found is answered even where it can't be kept. */
export interface Keeping {
  keep(answer: Answered): Kept;
}

interface Waiting {
  readonly answer: Answered;
  readonly resolve: (isKept: boolean) => void;
}

/** An answer's page is filled by then: a write beside it holds it up. */
const delayMs = 25;
const maxPerStatement = 100;
/** Where the database takes none for long, later ones are not kept. */
const maxWaiting = 1000;

/** Answers that wait together are written together: many searches at once cost few statements. */
export function createKeeping({
  memory,
  log,
}: {
  readonly memory: Pick<Memory, 'save'>;
  readonly log: Log;
}): Keeping {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isWriting = false;

  async function areKept(answers: readonly Answered[]): Promise<boolean[]> {
    try {
      await memory.save(answers);
      return answers.map(() => true);
    } catch (error) {
      if (answers.length > 1 && isOfOne(error)) {
        const kept: boolean[] = [];
        for (const one of answers) kept.push(...(await areKept([one])));
        return kept;
      }
      const what = answers.length === 1 ? 'a search' : `${answers.length} searches`;
      log.warn(`${what} could not be remembered: ${messageOf(error)}`);
      return answers.map(() => false);
    }
  }

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    // what comes meanwhile goes with the next ones
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) {
      const now = waiting.slice(0, maxPerStatement);
      waiting = waiting.slice(maxPerStatement);
      const kept = await areKept(now.map(({ answer }) => answer));
      for (const [at, { resolve }] of now.entries()) resolve(kept[at] ?? false);
    }
    isWriting = false;
  }

  return {
    keep(answer) {
      const { promise: done, resolve } = Promise.withResolvers<boolean>();
      if (waiting.length >= maxWaiting) {
        resolve(false);
        return { done, now: () => done };
      }
      waiting.push({ answer, resolve });
      timer ??= setTimeout(write, delayMs);
      return {
        done,
        now() {
          void write();
          return done;
        },
      };
    },
  };
}

/** Whether one answer is to blame, and the others can be kept: data that does not fit, a model that is gone. */
function isOfOne(error: unknown): boolean {
  const state = sqlState(error);
  return state?.startsWith('22') === true || state?.startsWith('23') === true;
}
