import { type Check, differs, each } from './check.ts';
import { kinds, type ShopPicture } from './pictures.ts';
import type { Office } from './shop.ts';
import type { Request } from './shop-host.ts';
import type { Stored, StoredRun } from './stored.ts';
import type { VectorOf } from './undisturbed.ts';
import { lastStates, type Sighting } from './watcher.ts';

/** What happened, as seen from outside. */
export interface Ledger {
  readonly office: Office;
  /** By address; those of acknowledged products. */
  readonly pictures: ReadonlyMap<string, ShopPicture>;
  readonly requests: readonly Request[];
  readonly sightings: ReadonlyMap<string, readonly Sighting[]>;
  /** How many processes that fetch pictures were killed, or lost what they were about to write. */
  readonly losses: number;
}

/** Vectors of equal bytes, made by the same model: by number of threads they differ in the last digits. */
const LEAST_COSINE = 0.9999;

/** Compares what clients were told with what the database holds. */
export function compare(ledger: Ledger, stored: Stored, vectorOf: VectorOf): Check[] {
  const runs = [...stored.runs];
  const shownAgain = new Map<string, number>();
  for (const { images } of ledger.office.deleted)
    for (const { url } of images) shownAgain.set(url, (shownAgain.get(url) ?? 0) + 1);
  return [
    each('every acknowledged product is there', ledger.office.products, function* ({ externalId, images }) {
      yield differs(externalId, true, stored.products.has(externalId));
      for (const { url } of images) yield differs(`${externalId}: ${url}`, true, stored.pictures.has(url));
    }),
    each('no deleted product is there', ledger.office.deleted, function* ({ externalId }) {
      yield differs(externalId, false, stored.products.has(externalId));
    }),
    each('the texts of each product have their vector', ledger.office.products, function* ({ externalId }) {
      const product = stored.products.get(externalId);
      yield differs(`${externalId}: texts have a vector`, true, product?.hasTextVector);
      yield differs(`${externalId}: texts wait or were given up`, false, product?.hasTextWork);
    }),
    each('each picture is as its kind demands', ledger.pictures, function* ([url, { kind }]) {
      const picture = stored.pictures.get(url);
      const { becomes } = kinds[kind];
      yield differs(url, becomes, picture?.state === 'FAILED' ? picture.error : picture?.state);
      yield differs(`${url}: has a vector`, becomes === 'INDEXED', (picture?.vector ?? null) !== null);
    }),
    each('vectors are those of an undisturbed run', ledger.pictures, function* ([url, picture]) {
      const found = stored.pictures.get(url)?.vector ?? null;
      const expected = vectorOf(picture);
      if (found === null || expected === undefined) return;
      const cosine = dot(found, expected);
      if (!(cosine >= LEAST_COSINE))
        yield `${url}: expected a cosine of at least ${LEAST_COSINE}, found ${cosine}`;
    }),
    { what: 'no vector without its picture', looked: stored.pictures.size, violations: strays(stored) },
    each('every acknowledged run is there', ledger.office.runs, function* (globalId) {
      yield differs(`run ${idOf(globalId)}`, true, stored.runs.has(idOf(globalId)));
    }),
    each('runs have ended, and their counts add up', runs, function* ([id, run]) {
      yield differs(`run ${id} of ${run.scope}: its state`, 'SUCCEEDED', run.state);
      const { succeeded, failed, skipped, total, items } = run;
      yield differs(`run ${id}: succeeded + failed + skipped`, total, succeeded + failed + skipped);
      yield differs(`run ${id}: its items`, total, items.all);
    }),
    each('counts agree with the items', runs, ([id, run]) => countsDiffer(id, run)),
    each('no picture is left leased', stored.pictures, function* ([url, picture]) {
      yield differs(`${url}: leased`, false, picture.leased);
    }),
    each('what subscribers saw never went back', ledger.sightings, ([id, seen]) =>
      wentBack(id, seen, stored.runs.get(idOf(id))),
    ),
    each('no picture was sent more often than somebody died', ledger.pictures, function* ([url, { kind }]) {
      const { pathname } = new URL(url);
      const sent = ledger.requests.filter((request) => request.path === pathname && request.status === 200);
      const most = 1 + (shownAgain.get(url) ?? 0) + ledger.losses;
      if (sent.length > most) yield `${url}: expected at most ${most} times, found ${sent.length}`;
      if (kinds[kind].becomes === 'INDEXED' && sent.length === 0) yield `${url}: expected once, found never`;
    }),
    {
      what: 'no answer that no fault explains',
      looked: ledger.office.runs.size + ledger.office.products.length,
      violations: ledger.office.surprises,
    },
  ];
}

function strays({ strayVectors }: Stored): string[] {
  return strayVectors === 0 ? [] : [`expected none, found ${strayVectors}`];
}

function* countsDiffer(id: string, { items, succeeded, failed, skipped }: StoredRun) {
  yield differs(`run ${id}: items that succeeded`, succeeded, items.succeeded);
  yield differs(`run ${id}: items that failed`, failed, items.failed);
  yield differs(`run ${id}: items that were skipped`, skipped, items.skipped);
  yield differs(`run ${id}: items that wait`, 0, items.waiting);
}

function* wentBack(id: string, seen: readonly Sighting[], run: StoredRun | undefined) {
  const of = `run ${idOf(id)}`;
  for (const [at, now] of seen.entries()) {
    const before = seen[at - 1];
    if (before === undefined) continue;
    for (const count of ['succeeded', 'failed', 'skipped'] as const) {
      if (now[count] < before[count]) yield `${of}: ${count} went from ${before[count]} to ${now[count]}`;
    }
    yield differs(`${of}: total`, before.total, now.total);
    if (lastStates.has(before.state))
      yield `${of}: expected nothing after ${before.state}, found ${now.state}`;
    if (before.state === 'RUNNING' && now.state === 'QUEUED') yield `${of}: went from RUNNING to QUEUED`;
  }
  const last = seen.at(-1);
  yield differs(`${of}: the last state that was seen`, run?.state, last?.state);
  yield differs(`${of}: succeeded, as it was seen last`, run?.succeeded, last?.succeeded);
  yield differs(`${of}: failed, as it was seen last`, run?.failed, last?.failed);
  yield differs(`${of}: skipped, as it was seen last`, run?.skipped, last?.skipped);
}

/** The database's own id in a global one. */
function idOf(globalId: string): string {
  return Buffer.from(globalId, 'base64').toString().split(':').at(-1) ?? '';
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (const [at, value] of one.entries()) sum += value * (other[at] ?? 0);
  return sum;
}
