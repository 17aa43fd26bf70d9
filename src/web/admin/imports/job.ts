import type { Tone } from '../../shared/badge.tsx';
import type { AdminWording } from '../../wording/wording.ts';
import type { ImportsJobFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';

/** An import as it is shown wherever it is. */
export const jobFragment = graphql(`
  fragment ImportsJob on ImportJob {
    id
    fileName
    format
    state
    bytes
    progress
    lines
    created
    updated
    unchanged
    failed
    linesPerSecond
    remainingSeconds
    createdAt
    startedAt
    finishedAt
    error
  }
`);

/** An import, told until it ends. */
export const jobProgress = graphql(`
  subscription ImportsProgress($jobId: ID!) {
    importProgress(jobId: $jobId) { id ...ImportsJob }
  }
`);

export type Job = ImportsJobFragment;

const tones = {
  QUEUED: 'quiet',
  RUNNING: 'accent',
  CANCELLED: 'quiet',
  SUCCEEDED: 'good',
  FAILED: 'alarm',
} as const;

/** Whether it can still be cancelled. */
export function goesOn({ state }: Job): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}

/** How it stands, in words and a colour. */
export function standing(job: Job, { imports }: AdminWording): { words: string; tone: Tone } {
  if (job.state === 'SUCCEEDED' && job.failed > 0) return { words: imports.doneWithFailures, tone: 'warn' };
  return { words: imports.states[job.state], tone: tones[job.state] };
}

/** From its first line to its end; null where it has not been both. */
export function tookSeconds({ startedAt, finishedAt }: Job): number | null {
  if (!startedAt || !finishedAt) return null;
  return (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}
