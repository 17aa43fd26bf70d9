/** What a row of the table says about many timings; all in the unit of the samples. */
export interface Summary {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** The value below which `share` (0 to 1) of the samples lie, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError('a percentile of nothing');
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

export function summarize(samples: readonly number[]): Summary {
  return {
    count: samples.length,
    p50: percentile(samples, 0.5),
    p95: percentile(samples, 0.95),
    p99: percentile(samples, 0.99),
  };
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** The share of `expected` that `found` holds; 1 where nothing is expected. */
export function recall<Id>(found: readonly Id[], expected: readonly Id[]): number {
  if (expected.length === 0) return 1;
  const have = new Set(found);
  return expected.filter((id) => have.has(id)).length / expected.length;
}
