/** The span over which the rate is taken. */
const spanMs = 30_000;
/** A rate over less says nothing. */
const leastMs = 1_000;

interface Sample {
  readonly atMs: number;
  readonly lines: number;
  readonly bytes: number;
}

/** How fast it goes, by what was through when. */
export interface Rate {
  /** @returns null where too little is known yet */
  add(sample: Sample): { readonly linesPerSecond: number; readonly bytesPerSecond: number } | null;
}

export function createRate(): Rate {
  let samples: Sample[] = [];
  return {
    add(sample) {
      const from = sample.atMs - spanMs;
      // the newest that is older than the span stays, so that a slow import has a rate too
      const first = samples.findLastIndex(({ atMs }) => atMs < from);
      samples = [...samples.slice(Math.max(0, first)), sample];
      const [oldest = sample] = samples;
      const ms = sample.atMs - oldest.atMs;
      if (ms < leastMs) return null;
      return {
        linesPerSecond: ((sample.lines - oldest.lines) / ms) * 1000,
        bytesPerSecond: ((sample.bytes - oldest.bytes) / ms) * 1000,
      };
    },
  };
}
