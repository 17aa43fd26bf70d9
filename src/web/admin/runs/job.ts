import type { Badge } from '../../shared/badge.tsx';
import type { AdminWording } from '../../wording/wording.ts';
import type { RunsJobFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';

/** A run as it is shown wherever it is. */
export const jobFragment = graphql(`
  fragment RunsJob on ReindexJob {
    id
    scope
    state
    total
    succeeded
    failed
    skipped
    progress
    imagesPerSecond
    remainingSeconds
    createdAt
    startedAt
    finishedAt
    error
    failureCounts { code count }
  }
`);

export type Job = RunsJobFragment;

const tones = {
  QUEUED: 'quiet',
  RUNNING: 'accent',
  PAUSED: 'warn',
  CANCELLED: 'quiet',
  SUCCEEDED: 'good',
  FAILED: 'alarm',
} as const;

/** Whether it can still be paused, resumed and cancelled. */
export function goesOn({ state }: Job): boolean {
  return state === 'QUEUED' || state === 'RUNNING' || state === 'PAUSED';
}

/** How it stands, in words and a colour. */
export function standing(
  job: Job,
  { runs }: AdminWording,
): { words: string; tone: Parameters<typeof Badge>[0]['tone'] } {
  if (job.state === 'SUCCEEDED' && job.failed > 0) return { words: runs.doneWithFailures, tone: 'warn' };
  return { words: runs.states[job.state], tone: tones[job.state] };
}

/** From its first picture to its end; null where it has not been both. */
export function tookSeconds({ startedAt, finishedAt }: Job): number | null {
  if (!startedAt || !finishedAt) return null;
  return (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}
