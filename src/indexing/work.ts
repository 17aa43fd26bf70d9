import type { CallOptions, Embedder, ImageEmbedding } from '../embedding/types.ts';
import type { Media } from '../media/types.ts';
import type { Claim } from './claims.ts';
import { createGate } from './gate.ts';
import { isSuspect } from './judge.ts';
import type { Loaded, Loader } from './loader.ts';
import type { Outcome } from './outcome.ts';
import type { Twins } from './twins.ts';

/** Pictures that are with the model at once: enough for its batches, with the next ones waiting there. */
const WITH_MODEL = 16;

export interface WorkNeeds {
  readonly embedder: Pick<Embedder, 'embedImage'>;
  readonly media: Pick<Media, 'store'>;
  readonly loader: Loader;
  readonly twins: Twins;
}

export interface Work {
  /**
   * Takes a picture from its row to a vector.
   * @throws what its bytes, its host, the model or the disk made impossible
   */
  run(claim: Claim, signal: AbortSignal): Promise<Outcome>;
  /** Forgets what was kept for pictures with the same bytes, now that this one's vector can be found in the database. */
  written(claim: Claim): void;
}

/** The way of one picture: known bytes? load, embed, store. */
export function createWork({ embedder, media, loader, twins }: WorkNeeds): Work {
  const model = createGate(WITH_MODEL);
  /** By hash: pictures with the same bytes that are in work together are embedded once. */
  const embeddings = new Map<
    string,
    { readonly claim: Claim; readonly embedding: Promise<ImageEmbedding> }
  >();
  const keys = new Map<Claim, string>();

  async function embed(claim: Claim, bytes: Buffer, signal: AbortSignal): Promise<ImageEmbedding> {
    // a suspect waits until it can have the model for itself
    const hold = await model.enter(isSuspect(claim) ? WITH_MODEL : 1, signal);
    const options: CallOptions = { signal, priority: 'bulk', waitMs: Number.POSITIVE_INFINITY };
    try {
      return await embedder.embedImage(bytes, options);
    } finally {
      hold.release();
    }
  }

  function embedOnce(
    claim: Claim,
    hash: Buffer,
    bytes: Buffer,
    signal: AbortSignal,
  ): Promise<ImageEmbedding> {
    const key = hash.toString('hex');
    const known = embeddings.get(key);
    if (known !== undefined) return known.embedding;
    const embedding = embed(claim, bytes, signal);
    embeddings.set(key, { claim, embedding });
    keys.set(claim, key);
    return embedding;
  }

  /** What its host sends now, where the run is to look: null where that is what was stored, or nobody looks. */
  async function lookAgain(claim: Claim, signal: AbortSignal): Promise<Loaded | null> {
    const { scope, mediaHash, sourceUrl, validators } = claim;
    const looks = scope === 'ALL' || scope === 'PRODUCTS';
    if (!looks || mediaHash === null || sourceUrl === null) return null;
    return await loader.loadChanged(sourceUrl, validators, signal);
  }

  async function embedLoaded(
    claim: Claim,
    { bytes, fetched }: Loaded,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const hash = fetched === null ? claim.mediaHash : await sha256(bytes);
    if (hash === null) throw new Error('a picture that was not fetched has a hash');
    const stored = fetched === null ? null : { hash, validators: fetched };
    if (claim.scope !== 'ALL' && stored !== null) {
      const isSame = claim.mediaHash?.equals(hash) ?? false;
      if (isSame && claim.state === 'INDEXED') return { kind: 'unchanged', stored };
      const twin = await twins.find(hash);
      if (twin !== null) {
        await media.store(bytes, twin.facts);
        return { kind: 'indexed', vector: { ofImage: twin.imageId, hash }, stored };
      }
    }
    const { vector, picture } = await embedOnce(claim, hash, bytes, signal);
    if (stored !== null) await media.store(bytes, picture);
    return { kind: 'indexed', vector, stored };
  }

  return {
    async run(claim, signal) {
      const hasVector = claim.state === 'INDEXED';
      // indexed since the run was asked for
      if (hasVector && (claim.scope === 'MISSING' || claim.scope === 'FAILED'))
        return { kind: 'unchanged', stored: null };
      const changed = await lookAgain(claim, signal);
      if (changed === null && claim.scope !== 'ALL') {
        if (hasVector) return { kind: 'unchanged', stored: null };
        const hash = claim.mediaHash;
        const twin = hash === null ? null : await twins.find(hash);
        if (twin !== null && hash !== null)
          return { kind: 'indexed', vector: { ofImage: twin.imageId, hash }, stored: null };
      }
      const loaded = changed ?? (await loader.load(claim, signal));
      try {
        return await embedLoaded(claim, loaded, signal);
      } finally {
        loaded.hold.release();
      }
    },
    written(claim) {
      const key = keys.get(claim);
      if (key === undefined) return;
      keys.delete(claim);
      embeddings.delete(key);
    },
  };
}

/** Away from the event loop, which a large picture would hold up. */
async function sha256(bytes: Buffer): Promise<Buffer> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}
