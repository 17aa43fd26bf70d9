import type { ServerResponse } from 'node:http';
import { startHost } from '../indexing/harness.ts';

/** A picture host whose answers a test holds back, so that a run lasts for as long as it is looked at. */
export interface HeldHost {
  /** Says what a path answers, in its turn; gives its URL. */
  serve(path: string, picture: Buffer): string;
  /** From now on nothing is answered. */
  hold(): void;
  /** Answers this many of what is held and of what comes. */
  letThrough(count: number): void;
  /** Answers all that is held, and from now on at once: as at the start. */
  release(): void;
  stop(): Promise<void>;
}

export async function startHeldHost(): Promise<HeldHost> {
  const host = await startHost();
  const held: (() => void)[] = [];
  let left = Number.POSITIVE_INFINITY;

  function answer(): void {
    for (; left > 0 && held.length > 0; left -= 1) held.shift()?.();
  }

  function letThrough(count: number): void {
    left += count;
    answer();
  }

  return {
    serve: (path, picture) =>
      host.serve(path, (response: ServerResponse) => {
        held.push(() => response.end(picture));
        answer();
      }),
    hold() {
      left = 0;
    },
    letThrough,
    release: () => letThrough(Number.POSITIVE_INFINITY),
    stop: () => host.stop(),
  };
}
