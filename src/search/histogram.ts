/** Counts of cosines, for quantiles of more of them than would be kept and sorted. */
export interface Histogram {
  add(cosine: number): void;
  readonly count: number;
  readonly mean: number;
  /** The cosine that this share of those added reach, 0 to 1, to a ten-thousandth. */
  reachedBy(share: number): number;
}

const binsPerUnit = 10_000;

export function createHistogram(): Histogram {
  const bins = new Uint32Array(2 * binsPerUnit + 1);
  let count = 0;
  let sum = 0;
  return {
    add(cosine) {
      const bin = Math.floor((Math.min(1, Math.max(-1, cosine)) + 1) * binsPerUnit);
      bins[bin] = (bins[bin] ?? 0) + 1;
      count += 1;
      sum += cosine;
    },
    get count() {
      return count;
    },
    get mean() {
      return count === 0 ? 0 : sum / count;
    },
    reachedBy(share) {
      let reached = 0;
      for (let bin = bins.length - 1; bin >= 0; bin--) {
        reached += bins[bin] ?? 0;
        if (reached > share * count) return Math.min(1, (bin + 1) / binsPerUnit - 1);
      }
      return -1;
    },
  };
}
