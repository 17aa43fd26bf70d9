import { createGate } from './gate.ts';

const START = 4;

/** A download's place among those that one host has at once. */
export interface Place {
  /** The host sent what it was asked for. */
  succeeded(): void;
  /** The host failed, which another number at once might not have brought about. */
  failed(): void;
  /** Leaves; after one of the above, or neither where nothing was learnt about the host. */
  release(): void;
}

export interface CongestionWindow {
  /** Waits its turn. */
  enter(signal: AbortSignal): Promise<Place>;
  /** How many are inside. */
  underWay(): number;
  /** Down to one at a time, for a host that has failed for long. */
  close(): void;
}

/**
 * How many downloads a host gets at once, found out by asking as TCP does (RFC 5681, 3.1; Chiu and Jain 1989 on why
 * additive increase with multiplicative decrease settles): one more for each success until the first failure, after
 * that one more for each window of successes, and half as many after a failure. As there, failures of one window
 * count once (RFC 6582), and a window that is not used up does not grow (RFC 7661).
 * @param max never more than this
 */
export function createWindow(max: number): CongestionWindow {
  let size = Math.min(START, max);
  let isSlowStart = true;
  /** Goes up with each cut: what was under way then says nothing about the size since. */
  let cuts = 0;
  const gate = createGate(size);

  function setSize(next: number): void {
    size = Math.min(Math.max(next, 1), max);
    gate.setCapacity(size);
  }

  function cut(next: number): void {
    isSlowStart = false;
    cuts += 1;
    setSize(next);
  }

  return {
    async enter(signal) {
      const hold = await gate.enter(1, signal);
      const cutsBefore = cuts;
      return {
        succeeded() {
          const isUsedUp = gate.free() < 1;
          if (cuts === cutsBefore && isUsedUp) setSize(size + (isSlowStart ? 1 : 1 / size));
        },
        failed() {
          if (cuts === cutsBefore) cut(size / 2);
        },
        release: hold.release,
      };
    },
    underWay: () => Math.round(size - gate.free()),
    close: () => cut(1),
  };
}
