/** How fast bytes come in, looked at over the last seconds. */
export interface Pace {
  /** @param bytes that came in so far */
  add(bytes: number): void;
  /** Undefined in the first moments. */
  bytesPerSecond(): number | undefined;
}

const windowMs = 10_000;
const sampleEveryMs = 250;

/** @param now in ms, of a clock that never goes back */
export function createPace(now: () => number = () => performance.now()): Pace {
  const samples: { readonly atMs: number; readonly bytes: number }[] = [];
  return {
    add(bytes) {
      const atMs = now();
      const last = samples.at(-1);
      if (last !== undefined && atMs - last.atMs < sampleEveryMs) return;
      samples.push({ atMs, bytes });
      while ((samples[1]?.atMs ?? atMs) < atMs - windowMs) samples.shift();
    },
    bytesPerSecond() {
      const [first, last] = [samples[0], samples.at(-1)];
      if (first === undefined || last === undefined || last.atMs === first.atMs) return undefined;
      // as slow as it is by now, where nothing came for a while
      return ((last.bytes - first.bytes) * 1000) / (Math.max(now(), last.atMs) - first.atMs);
    },
  };
}
