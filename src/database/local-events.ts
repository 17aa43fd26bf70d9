import { EventEmitter } from 'node:events';
import type { Events, Topic } from './events.ts';

/** How long announcements of one topic are gathered before they are passed on as one. */
export const GATHER_MS = 50;

/** Events within this process. Listeners are called later, never from within `publish`. */
export function createLocalEvents(): Events & { stop(): Promise<void> } {
  const emitter = new EventEmitter().setMaxListeners(0);
  const pending = new Map<Topic, NodeJS.Timeout>();
  const announced = new Map<Topic, number>();
  return {
    announced: (topic) => announced.get(topic) ?? 0,
    publish(topic) {
      announced.set(topic, (announced.get(topic) ?? 0) + 1);
      if (pending.has(topic)) return;
      const timer = setTimeout(() => {
        pending.delete(topic);
        emitter.emit(topic);
      }, GATHER_MS);
      pending.set(topic, timer);
    },
    subscribe(topic, listener) {
      emitter.on(topic, listener);
      return () => emitter.off(topic, listener);
    },
    async stop() {
      for (const timer of pending.values()) clearTimeout(timer);
      emitter.removeAllListeners();
    },
  };
}
