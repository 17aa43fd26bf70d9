/** How patient the indexer is. Tests shorten these; everything else runs on the defaults. */
export interface IndexerTiming {
  /** A claim that nobody renews for this long is free again: its holder died. */
  readonly leaseMs: number;
  /** How often the claims of pictures that are still in work are renewed. */
  readonly renewMs: number;
  /** How often it looks for work by itself, since an announcement can be lost. */
  readonly pollMs: number;
  /** The wait before the first retry; each further one is six times longer, so that an outage of two hours passes. */
  readonly retryBaseMs: number;
  /** How long a host that does not answer is left alone. */
  readonly hostRestMs: number;
  /** The least time between two lines of progress. */
  readonly progressMs: number;
}

export const defaultTiming: IndexerTiming = {
  leaseMs: 30_000,
  renewMs: 8000,
  pollMs: 2000,
  retryBaseMs: 5000,
  hostRestMs: 30_000,
  progressMs: 5000,
};
