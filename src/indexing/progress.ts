import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { IndexStatus, ReindexJob } from './types.ts';

/** What the embedded database is meant for. */
const EMBEDDED_PICTURES = 20_000;
/** Less than this is everyday work, not worth a line each time. */
const WORTH_TELLING = 10;

/** Pictures a second, and how long the rest takes at that rate. */
export interface Rate {
  readonly perSecond: number;
  /** Undefined while nothing has been done. */
  readonly secondsLeft: number | undefined;
}

export function rateOf(done: number, left: number, elapsedMs: number): Rate {
  const perSecond = elapsedMs <= 0 ? 0 : (done / elapsedMs) * 1000;
  return { perSecond, secondsLeft: perSecond > 0 ? Math.ceil(left / perSecond) : undefined };
}

export interface Progress {
  begin(): void;
  /** Some pictures were done. */
  advance(): void;
  end(): void;
}

export interface ProgressNeeds {
  readonly status: () => Promise<IndexStatus>;
  /** The runs that have not ended. */
  readonly liveJobs: () => Promise<readonly ReindexJob[]>;
}

/** Tells how indexing goes: at most one line every `everyMs` for what is done unasked and for each run, and one at the end. */
export function createProgress(
  { status, liveJobs }: ProgressNeeds,
  isEmbedded: boolean,
  log: Log,
  everyMs: number,
): Progress {
  let beganMs = 0;
  let toldMs = 0;
  let doneBefore: number | undefined;
  let warned = false;

  async function look(tell: (status: IndexStatus, done: number, elapsedMs: number) => void): Promise<void> {
    try {
      const now = await status();
      const done = now.images.indexed + now.images.failed;
      doneBefore ??= done;
      warnIfOutgrown(now.images.total);
      tell(now, done - doneBefore, Date.now() - beganMs);
    } catch (error) {
      log.debug(`indexing: progress unknown: ${messageOf(error)}`);
    }
  }

  async function tellJobs(): Promise<void> {
    try {
      for (const job of await liveJobs()) log.info(`reindex: ${describeJob(job)}`);
    } catch (error) {
      log.debug(`indexing: runs unknown: ${messageOf(error)}`);
    }
  }

  function warnIfOutgrown(pictures: number): void {
    if (!isEmbedded || warned || pictures <= EMBEDDED_PICTURES) return;
    warned = true;
    log.warn(
      `The catalogue has ${pictures} pictures and the embedded database is meant for about ${EMBEDDED_PICTURES}: ` +
        'searches grow slower. To move, create a PostgreSQL database with pgvector 0.8 or newer, set DATABASE_URL ' +
        'to it, start again and import your catalogue again.',
    );
  }

  return {
    begin() {
      beganMs = Date.now();
      toldMs = beganMs;
      doneBefore = undefined;
      void look(() => {});
    },
    advance() {
      if (Date.now() - toldMs < everyMs) return;
      toldMs = Date.now();
      void look(({ images }, done, elapsedMs) => {
        if (images.pending === 0) return;
        const { perSecond, secondsLeft } = rateOf(done, images.pending, elapsedMs);
        const left = secondsLeft === undefined ? '' : `, about ${inWords(secondsLeft)} left`;
        log.info(
          `indexing: ${images.total - images.pending} of ${images.total} pictures, ${perSecond.toFixed(1)} a second${left}`,
        );
      });
      void tellJobs();
    },
    end() {
      void look(({ images }, done, elapsedMs) => {
        const later = images.pending > 0 ? `, ${images.pending} are tried again later` : '';
        const line = `indexing: ${images.indexed} of ${images.total} pictures have a vector, ${images.failed} failed${later}`;
        const rate = `${rateOf(done, 0, elapsedMs).perSecond.toFixed(1)} a second`;
        if (done >= WORTH_TELLING) log.info(`${line} (${done} just now, ${rate})`);
        else log.debug(line);
      });
    },
  };
}

/** A span of time as a person says it. */
export function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** A run as a line for people. */
export function describeJob(job: ReindexJob): string {
  const done = job.succeeded + job.failed + job.skipped;
  const rate = job.imagesPerSecond === null ? '' : `, ${job.imagesPerSecond.toFixed(1)} a second`;
  const left = job.remainingSeconds === null ? '' : `, about ${inWords(job.remainingSeconds)} left`;
  const reasons = job.failures.map(({ code, count }) => `${count} ${code}`).join(', ');
  const failed = job.failed === 0 ? '' : `; ${job.failed} failed (${reasons})`;
  const skipped = job.skipped === 0 ? '' : `; ${job.skipped} had nothing to do`;
  return `run ${job.id} (${job.scope}) ${job.state}: ${done} of ${job.total} pictures${rate}${left}${failed}${skipped}`;
}
