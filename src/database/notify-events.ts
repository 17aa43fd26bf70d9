import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { asDatabaseError } from './database-error.ts';
import type { Events, Topic } from './events.ts';
import { createLocalEvents, GATHER_MS } from './local-events.ts';

const CHANNEL = 'vitrine';
const TOPICS = { work: true, index: true } satisfies Record<Topic, true>;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A connection whose other end vanished looks like one on which nothing happens, so it is asked now and then. */
const PROBE_EVERY_MS = 30_000;
const PROBE_TIMEOUT_MS = 10_000;

/** Events among all processes on a database. */
export interface NotifyEvents extends Events {
  stop(): Promise<void>;
}

function isTopic(text: string): text is Topic {
  return Object.hasOwn(TOPICS, text);
}

/**
 * Announces changes by NOTIFY. Listeners of this process are told directly, those of others through a connection
 * of its own that listens; when that one breaks it is opened again, and everybody is told once, since what was
 * announced meanwhile is lost.
 * @param notify sends one notification: `select pg_notify(channel, payload)`
 */
export async function createNotifyEvents(
  connection: pg.ClientConfig,
  notify: (channel: string, payload: string) => Promise<unknown>,
  log: Log,
): Promise<NotifyEvents> {
  const local = createLocalEvents();
  const self = randomUUID();
  const pending = new Map<Topic, NodeJS.Timeout>();
  const stopping = new AbortController();
  let client = await listen();
  const listening = keepListening();

  /** Opens the connection that listens. */
  async function listen(): Promise<pg.Client> {
    const next = new pg.Client({
      ...connection,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: PROBE_TIMEOUT_MS,
    });
    next.on('notification', ({ payload = '' }) => {
      const [topic = '', sender] = payload.split(' ');
      if (sender !== self && isTopic(topic)) local.publish(topic);
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      return next;
    } catch (error) {
      next.on('error', () => {});
      next.end().catch(() => {});
      throw asDatabaseError(error);
    }
  }

  /** Settles when a connection is of no more use. */
  async function broken(current: pg.Client): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      current.on('error', () => resolve());
      current.on('end', () => resolve());
    });
    const probe = setInterval(
      () => current.query('select 1').catch(() => current.end().catch(() => {})),
      PROBE_EVERY_MS,
    );
    await ended;
    clearInterval(probe);
  }

  async function keepListening(): Promise<void> {
    while (!stopping.signal.aborted) {
      await broken(client);
      let delayMs = FIRST_DELAY_MS;
      while (!stopping.signal.aborted) {
        log.warn(`Announcements of other processes are not heard; listening again in ${delayMs} ms.`);
        await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
        if (stopping.signal.aborted) return;
        delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
        const next = await listen().catch((error: unknown) =>
          log.debug(`listening failed: ${messageOf(error)}`),
        );
        if (next === undefined) continue;
        client = next;
        // stopped meanwhile: nobody else would end this one
        if (stopping.signal.aborted) return client.end().catch(() => {});
        log.info('Announcements of other processes are heard again.');
        local.publish('work');
        local.publish('index');
        break;
      }
    }
  }

  return {
    publish(topic) {
      local.publish(topic);
      if (pending.has(topic)) return;
      const timer = setTimeout(() => {
        pending.delete(topic);
        notify(CHANNEL, `${topic} ${self}`).catch((error) =>
          log.debug(`An announcement was lost: ${messageOf(error)}`),
        );
      }, GATHER_MS);
      pending.set(topic, timer);
    },
    subscribe: local.subscribe,
    async stop() {
      stopping.abort();
      for (const timer of pending.values()) clearTimeout(timer);
      await local.stop();
      await client.end().catch(() => {});
      await listening;
    },
  };
}
