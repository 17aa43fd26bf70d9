import { Repeater, SlidingBuffer } from 'graphql-yoga';

/**
 * A tick at once, then one after each change that is heard of, at most one per `minIntervalMs`: what a subscription
 * field's `subscribe` returns, so that its `resolve` looks the state up. Ticks that nobody has taken yet become one.
 * @param listen starts hearing of changes and returns what ends that
 */
export function changes(listen: (heard: () => void) => () => void, minIntervalMs = 250): Repeater<true> {
  return new Repeater<true>(async (push, stop) => {
    let timer: NodeJS.Timeout | undefined;
    let lastMs = Date.now();
    const tick = () => {
      timer = undefined;
      lastMs = Date.now();
      push(true);
    };
    const unlisten = listen(() => {
      timer ??= setTimeout(tick, Math.max(0, lastMs + minIntervalMs - Date.now()));
    });
    push(true);
    await stop;
    clearTimeout(timer);
    unlisten();
  }, new SlidingBuffer(1));
}
