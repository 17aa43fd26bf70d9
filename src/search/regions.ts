import type { Database } from '../database/database.ts';
import type { Embedder } from '../embedding/types.ts';
import { createLimit } from '../media/limit.ts';
import { dot } from './dot.ts';
import type { Embedded, Embeddings } from './embedded.ts';
import type { IndexFacts } from './facts.ts';
import { type OpenedPhoto, openPhoto, type Seen } from './opened-photo.ts';
import type { Question } from './question.ts';
import type { Ranker } from './rank.ts';
import { vectorsOfPictures } from './stored-vectors.ts';
import type { PhotoSource, Region } from './types.ts';
import { closerWindows, containment, overlap } from './windows.ts';

/** A part of a photo, and what it asks. */
export interface AskedRegion {
  readonly region: Region;
  readonly question: Question;
}

/** Where in a photo things are. One photo at a time is looked through: that is many times the work of a search. */
export interface Regions {
  /**
   * Where in a photo it is most like pictures of the catalogue.
   * @param imageIds the best results' first: it is looked more closely for theirs
   * @returns by picture; none for those that are not in this index
   */
  matched(
    photo: PhotoSource,
    index: IndexFacts,
    imageIds: readonly bigint[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<bigint, Region>>;
  /**
   * Parts of a photo that are each like some product, the most alike first; overlapping ones once.
   * @throws {VitrineError} what is wrong with the photo, with reaching it, or with the model
   */
  found(photo: PhotoSource, signal?: AbortSignal): Promise<readonly AskedRegion[]>;
}

export interface RegionsNeeds {
  readonly database: Database;
  readonly embedder: Pick<Embedder, 'model' | 'embedImage'>;
  readonly pictures: Pick<Embedder, 'embedViews'>;
  readonly embeddings: Embeddings;
  readonly ranker: Pick<Ranker, 'scope' | 'rank'>;
}

/** How many photos wait to be looked through before more are refused. */
const maxWaiting = 16;
/** How many windows of a page's results are looked at more closely. */
const maxCloser = 4;
/** Of the best windows, how many are looked at more closely, since some turn out to show the same thing. */
const maxPromising = 6;
const maxRegions = 5;
/** Regions that overlap by more show the same; so do those that have more of the smaller one in common. */
const maxOverlap = 0.5;
const maxContainment = { ofAny: 0.6, ofSameProduct: 0.25 };
/** A wall or a sheet of paper has less, and yet there is always a product that it is most like. */
const minContrast = 10;

/** What a window is most like. */
interface Match extends Seen {
  readonly productId: bigint;
  readonly imageId: bigint;
  readonly score: number;
}

export function createRegions(needs: RegionsNeeds): Regions {
  const { database, embedder, embeddings, ranker } = needs;
  const oneByOne = createLimit(1, maxWaiting);

  /** One photo at a time is looked through, whose bytes are there by then: a host that is slow keeps nobody else waiting. */
  async function inLane<Found>(
    photo: PhotoSource,
    signal: AbortSignal | undefined,
    look: (photo: PhotoSource) => Promise<Found>,
  ): Promise<Found> {
    const bytes = await embeddings.bytesOf(photo, signal);
    return oneByOne(() => {
      signal?.throwIfAborted();
      return look({ read: async () => bytes, ...(photo.view && { view: photo.view }) });
    });
  }

  /** The product that each window is most like, where it is like one at all; the most alike first. */
  async function matchesOf(
    seen: readonly Seen[],
    index: IndexFacts,
    signal: AbortSignal | undefined,
  ): Promise<Match[]> {
    const scope = ranker.scope({ first: 1, options: { minMatch: 'RELATED' }, ...(signal && { signal }) });
    const matches: Match[] = [];
    for (const window of seen) {
      signal?.throwIfAborted();
      if (window.contrast < minContrast) continue;
      const question = questionOf({ values: window.vector, index });
      const [best] = (await ranker.rank(question, scope, 1)).ranked;
      if (!best || best.imageId === null || best.score === null) continue;
      const { productId, imageId, score } = best;
      matches.push({ ...window, productId, imageId, score });
    }
    return matches.sort((a, b) => b.score - a.score);
  }

  return {
    matched: (photo, index, imageIds, signal) =>
      inLane(photo, signal, async (photo) => {
        // what another model made is not compared
        if (embedder.model?.fingerprint !== index.fingerprint) return new Map();
        const targets = await vectorsOfPictures(database, imageIds, index);
        const opened = await openPhoto(needs, photo, signal);
        const seen = await opened.look(opened.coarse);
        const best = new Map([...targets].map(([id, target]) => [id, nearestTo(target, seen)]));
        const promising = new Set(imageIds.flatMap((id) => best.get(id)?.window ?? []));
        const closer = [...promising].slice(0, maxCloser).map((window) => closerWindows(window, opened.part));
        seen.push(...(await opened.look(closer.flat())));
        return new Map([...targets].map(([id, target]) => [id, regionOf(nearestTo(target, seen))]));
      }),

    async found(photo, signal) {
      // whoever waits for a model, or is refused, keeps nobody else waiting
      const { index } = await embeddings.ofPhoto(photo, ['photo'], signal);
      return inLane(photo, signal, async (photo) => {
        const opened = await openPhoto(needs, photo, signal);
        const coarse = await matchesOf(await opened.look(opened.coarse), index, signal);
        // what lies side by side shares windows: those are told apart only from closer by
        const promising = distinct(coarse, 1).slice(0, maxPromising);
        const targets = await vectorsOfPictures(
          database,
          promising.map(({ imageId }) => imageId),
          index,
        );
        const closer = await nearestAround(opened, promising, targets);
        const found = distinct(await matchesOf(closer, index, signal), maxContainment.ofAny);
        const matches = found.slice(0, maxRegions);
        return matches.map(({ window, vector, score }) => ({
          region: { ...window, strength: score },
          question: questionOf({ values: vector, index }),
        }));
      });
    },
  };
}

/** Of the windows around each match, the one that is most like what it found. */
async function nearestAround(
  opened: OpenedPhoto,
  matches: readonly Match[],
  targets: ReadonlyMap<bigint, Float32Array>,
): Promise<Scored[]> {
  const around = matches.map(({ window }) => closerWindows(window, opened.part));
  const seen = await opened.look(around.flat());
  let at = 0;
  return matches.map((match, of) => {
    const own = seen.slice(at, at + (around[of]?.length ?? 0));
    at += own.length;
    const target = targets.get(match.imageId);
    // deleted meanwhile, it is looked up again anyway
    return target === undefined ? match : nearestTo(target, [match, ...own]);
  });
}

/** A window, and how like it is to what was looked for. */
interface Scored extends Seen {
  readonly score: number;
}

/** @param seen not empty */
function nearestTo(target: Float32Array, seen: readonly Seen[]): Scored {
  const scored = seen.map((window) => ({ ...window, score: dot(window.vector, target) }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best));
}

/**
 * Without those that show what a better one shows.
 * @param most of the smaller of two windows that they may have in common
 */
function distinct(matches: readonly Match[], most: number): Match[] {
  const kept: Match[] = [];
  for (const match of matches) {
    const isShown = kept.some(({ window, productId }) => {
      const limit = productId === match.productId ? maxContainment.ofSameProduct : most;
      return overlap(window, match.window) > maxOverlap || containment(window, match.window) > limit;
    });
    if (!isShown) kept.push(match);
  }
  return kept;
}

function regionOf({ window, score }: Scored): Region {
  return { ...window, strength: score };
}

function questionOf(vector: Embedded): Question {
  const rest = { text: null, productId: null, excluded: [], titleVector: null, notices: [] };
  return { kind: 'IMAGE', vector, ...rest };
}
