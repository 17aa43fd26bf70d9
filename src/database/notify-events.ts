import { randomUUID } from 'node:crypto';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Events, Topic } from './events.ts';
import { keepListening, type ListeningNeeds } from './listening.ts';
import { createLocalEvents, GATHER_MS } from './local-events.ts';

const CHANNEL = 'vitrine';
const TOPICS = { work: true, index: true, imports: true } satisfies Record<Topic, true>;

/** Events among all processes on a database. */
export interface NotifyEvents extends Events {
  stop(): Promise<void>;
}

export interface NotifyEventsNeeds extends Pick<ListeningNeeds, 'connection' | 'onSilent' | 'onSound'> {
  /** Sends one notification: `select pg_notify(channel, payload)`. */
  readonly notify: (channel: string, payload: string) => Promise<unknown>;
  readonly log: Log;
}

function isTopic(text: string): text is Topic {
  return Object.hasOwn(TOPICS, text);
}

/**
 * Announces changes by NOTIFY. Listeners of this process are told directly, those of others through a connection
 * of its own that listens; when that one breaks it is opened again, and everybody is told once, since what was
 * announced meanwhile is lost.
 * @throws {VitrineError} DATABASE_UNAVAILABLE where that connection can't be opened at first
 */
export async function createNotifyEvents(needs: NotifyEventsNeeds): Promise<NotifyEvents> {
  const { log, notify } = needs;
  const local = createLocalEvents();
  const self = randomUUID();
  const pending = new Map<Topic, NodeJS.Timeout>();
  const listening = await keepListening({
    connection: needs.connection,
    channel: CHANNEL,
    onNotification(payload) {
      const [topic = '', sender] = payload.split(' ');
      if (sender !== self && isTopic(topic)) local.publish(topic);
    },
    onReopened() {
      for (const topic of Object.keys(TOPICS)) if (isTopic(topic)) local.publish(topic);
    },
    onSilent: needs.onSilent,
    onSound: needs.onSound,
    log,
  });

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
    announced: local.announced,
    subscribe: local.subscribe,
    async stop() {
      for (const timer of pending.values()) clearTimeout(timer);
      await local.stop();
      await listening.stop();
    },
  };
}
