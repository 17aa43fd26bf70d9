import type { Database } from '../../src/database/database.ts';
import type { Backlog } from '../../src/indexing/backlog.ts';
import { hasEnded } from '../../src/indexing/jobs/jobs.ts';
import { describeJob } from '../../src/indexing/progress.ts';
import type { IndexStatus, JobFailure, ReindexJob } from '../../src/indexing/types.ts';

/** How the index stands as a whole. */
export function describeIndex(
  { images, failures, activeModel }: IndexStatus,
  { due, inWork, later, ofRuns }: Backlog,
): string {
  const model = activeModel === null ? 'no model yet' : `${activeModel.name} ${activeModel.version}`;
  const reasons = failures.map(({ code, count }) => `${count} ${code}`).join(', ');
  const parts = [
    `${images.indexed} of ${images.total} pictures have a vector (${model})`,
    due + inWork === 0 ? '' : `${due + inWork} are due`,
    ofRuns === 0 ? '' : `${ofRuns} wait for a run`,
    later === 0 ? '' : `${later} to be tried again later`,
    images.failed === 0 ? '' : `${images.failed} failed (${reasons})`,
  ];
  return `${parts.filter((part) => part !== '').join('; ')}.`;
}

export const howToSeeFailed =
  'Which they are, each with its reason: products(filter: { indexing: FAILED }) { nodes { externalId images { url ' +
  'indexing { error { code message } } } } }';

/** A run, and what can be done with it. */
export function describeRun(job: ReindexJob): string {
  const id = String(job.id);
  const next =
    job.state === 'PAUSED'
      ? `npm run reindex -- --resume ${id}`
      : `npm run reindex -- --pause ${id}, or --cancel ${id}`;
  const error = job.error === null ? '' : `\n${job.error}`;
  return `${describeJob(job)}.${hasEnded(job) ? '' : ` ${next}`}${error}`;
}

/** Failed pictures of a run, a line each: product, address, reason. */
export async function describeFailures(
  { kysely }: Database,
  failures: readonly JobFailure[],
): Promise<readonly string[]> {
  if (failures.length === 0) return [];
  const rows = await kysely
    .selectFrom('product_images')
    .innerJoin('products', 'products.id', 'product_images.product_id')
    .select(['product_images.id', 'products.external_id', 'product_images.source_url'])
    .where(
      'product_images.id',
      'in',
      failures.map(({ imageId }) => imageId),
    )
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return failures.map(({ imageId, error }) => {
    const { external_id: product = '', source_url: url = null } = found.get(imageId) ?? {};
    return printable(`  ${product}  ${url ?? '(uploaded)'}  ${error.code}: ${error.message}`);
  });
}

/** Ids, addresses and reasons come from outside and may hold what a terminal obeys. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}
