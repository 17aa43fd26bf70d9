import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-sse';
import { z } from 'zod';

/** What a subscriber saw of a run. */
export interface Sighting {
  readonly state: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Clients that follow runs by server-sent events, and come back whenever they were cut off. */
export interface Watcher {
  follow(jobId: string): void;
  /** What was seen of each run, by the runs' ids. */
  readonly sightings: ReadonlyMap<string, readonly Sighting[]>;
  /** How often a stream broke off, rather than ending after the run's last state. */
  breaks(): number;
  stop(): Promise<void>;
}

const operation = `subscription Progress($id: ID!) {
  reindexProgress(jobId: $id) { state total succeeded failed skipped }
}`;
const form = z.object({
  data: z.object({
    reindexProgress: z.object({
      state: z.string(),
      total: z.number(),
      succeeded: z.number(),
      failed: z.number(),
      skipped: z.number(),
    }),
  }),
});
export const lastStates: ReadonlySet<string> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

/** How many runs are followed that have not been seen to end. */
export function liveRuns({ sightings }: Pick<Watcher, 'sightings'>): number {
  return [...sightings.values()].filter((seen) => !lastStates.has(seen.at(-1)?.state ?? '')).length;
}

export function createWatcher(url: string): Watcher {
  const sightings = new Map<string, Sighting[]>();
  const stopping = new AbortController();
  const client = createClient({ url: `${url}/graphql`, retryAttempts: 0 });
  const following: Promise<void>[] = [];
  let breaks = 0;

  async function follow(id: string, seen: Sighting[]): Promise<void> {
    const hasSeenLast = () => lastStates.has(seen.at(-1)?.state ?? '');
    while (!stopping.signal.aborted && !hasSeenLast()) {
      try {
        for await (const answer of client.iterate({ query: operation, variables: { id } })) {
          const progress = form.safeParse(answer);
          if (!progress.success) break;
          seen.push(progress.data.data.reindexProgress);
        }
      } catch {
        // cut off
      }
      if (stopping.signal.aborted || hasSeenLast()) return;
      breaks += 1;
      await sleep(100);
    }
  }

  return {
    sightings,
    breaks: () => breaks,
    follow(jobId) {
      if (sightings.has(jobId)) return;
      const seen: Sighting[] = [];
      sightings.set(jobId, seen);
      following.push(follow(jobId, seen));
    },
    async stop() {
      stopping.abort();
      client.dispose();
      await Promise.all(following);
    },
  };
}
