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
      // one of them may be to blame, such as one of a product that is gone
      if (answers.length > 1) return (await Promise.all(answers.map((one) => areKept([one])))).flat();
      log.warn(`a search could not be remembered: ${messageOf(error)}`);
      return [false];
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
