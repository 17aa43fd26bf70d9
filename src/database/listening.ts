import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';
import { createBreaker } from './breaker.ts';
import { asDatabaseError } from './database-error.ts';

/** How often the server is asked whether it is there. */
const ASK_EVERY_MS = 500;
/** Who does not answer a trivial question for so long does not answer at all. */
const SILENT_AFTER_MS = 3000;
/** The wait is cut into steps, so that time in which this process itself stood still does not count against the server. */
const STEPS = 10;
const REOPEN_EVERY_MS = 500;

export interface ListeningNeeds {
  readonly connection: pg.ClientConfig;
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  /** It is listened again after a break: what was announced meanwhile is lost. */
  readonly onReopened: () => void;
  /** The server neither answers nor refuses. */
  readonly onSilent: () => void;
  /** After that: it does again. */
  readonly onSound: () => void;
  readonly log: Log;
}

export interface Listening {
  stop(): Promise<void>;
}

interface Ear {
  readonly client: pg.Client;
  /** Settles when the connection is of no more use. */
  readonly broken: Promise<void>;
  /** Ends it without waiting for the other side to agree. */
  close(): void;
}

/**
 * Keeps a connection on which notifications are heard. It is idle otherwise, so a question on it is answered at once
 * however busy the server is: that tells a server that has vanished without a word from one that takes its time.
 * @throws {VitrineError} DATABASE_UNAVAILABLE where it can't be opened at first
 */
export async function keepListening(needs: ListeningNeeds): Promise<Listening> {
  const { connection, channel, log } = needs;
  const stopping = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const open = new Set<Ear>();
  let ear = await openEar();
  let silent = false;
  const watching = watch();

  async function openEar(): Promise<Ear> {
    const breaker = createBreaker();
    const client = new pg.Client({ ...connection, stream: breaker.stream, keepAlive: true });
    const broken = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    });
    const opened: Ear = {
      client,
      broken,
      close() {
        open.delete(opened);
        breaker.trip('closed');
      },
    };
    open.add(opened);
    client.on('notification', ({ payload = '' }) => needs.onNotification(payload));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      return opened;
    } catch (error) {
      opened.close();
      throw asDatabaseError(error);
    }
  }

  async function answerOf(question: Promise<unknown>): Promise<'yes' | 'no' | 'silence'> {
    const answer = question.then(
      () => 'yes' as const,
      () => 'no' as const,
    );
    for (let step = 0; step < STEPS; step += 1) {
      const came = await Promise.race([answer, pause(SILENT_AFTER_MS / STEPS)]);
      if (came !== undefined) return came;
      if (stopping.signal.aborted) return 'no';
    }
    return 'silence';
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await Promise.race([ear.broken, pause(ASK_EVERY_MS)]);
      if (stopping.signal.aborted) return;
      const answer = await answerOf(ear.client.query('select 1'));
      if (answer !== 'yes') await reopen(answer);
    }
  }

  async function reopen(last: 'no' | 'silence'): Promise<void> {
    log.warn('Announcements of other processes are not heard: the connection to the database server broke.');
    for (let answer: 'yes' | 'no' | 'silence' = last; answer !== 'yes'; ) {
      tell(answer === 'silence');
      for (const each of open) each.close();
      await pause(REOPEN_EVERY_MS);
      if (stopping.signal.aborted) return;
      const opening = openEar().then((opened) => {
        ear = opened;
      });
      answer = await answerOf(opening);
    }
    tell(false);
    log.info('Announcements of other processes are heard again.');
    needs.onReopened();
  }

  function tell(now: boolean): void {
    if (silent === now) return;
    silent = now;
    if (now) needs.onSilent();
    else needs.onSound();
  }

  return {
    async stop() {
      stopping.abort();
      for (const each of open) each.close();
      await watching;
    },
  };
}
