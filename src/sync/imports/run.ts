import { createReadStream } from 'node:fs';
import type { Catalog, ProductInput } from '../../catalog/types.ts';
import { VitrineError } from '../../errors.ts';
import { isMissing } from '../../file-errors.ts';
import { createImageResolver } from '../images.ts';
import { type BadLine, importProducts, type UpsertOutcome } from '../import.ts';
import type { Claim, Claims, StoredStatus } from './claims.ts';
import { createRate } from './rate.ts';

export interface RunNeeds {
  readonly claims: Pick<Claims, 'note' | 'advance'>;
  readonly catalog: Pick<Catalog, 'upsertProducts'>;
  /** Told after each batch. */
  readonly onAdvance: () => void;
}

/**
 * Works a claimed file off from where it stands. Each transaction that stores products notes them with the import, and
 * each batch is counted as a whole, so that every line counts once, as what became of it, whatever dies when.
 * @param signal stops it after the batch in hand
 * @throws {ClaimLost}; {VitrineError} where the file as a whole can't be used, or the database is away
 */
export async function runImport(
  { claims, catalog, onAdvance }: RunNeeds,
  claim: Claim,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const rate = createRate();
  let bytesRead = 0;
  let bad: BadLine[] = [];
  let earlier = new Map(Object.entries(claim.stored));

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path)) {
      bytesRead += chunk.length;
      yield chunk;
    }
  }

  async function upsert(inputs: readonly ProductInput[]): Promise<readonly UpsertOutcome[]> {
    const rest = inputs.filter(({ externalId }) => !earlier.has(externalId));
    const results = await catalog.upsertProducts(rest, async (transaction, lines) => {
      const stored = new Map<string, StoredStatus>();
      for (const [index, { status }] of lines) {
        const externalId = rest[index]?.externalId;
        if (status !== 'FAILED' && externalId !== undefined) stored.set(externalId, status);
      }
      await claims.note(transaction, claim, stored);
    });
    const fresh = results.values();
    return inputs.map(({ externalId }) => {
      const status = earlier.get(externalId);
      const result = status === undefined ? fresh.next().value : { status };
      if (result === undefined) throw new Error(`no result for ${externalId}`);
      return result;
    });
  }

  try {
    await importProducts({
      source: counted(),
      format: claim.format,
      resolveImage: await createImageResolver({ base: claim.imagesBase }),
      upsert,
      signal,
      from: claim.from,
      onBadLine: (line) => bad.push(line),
      async onProgress(soFar) {
        const pace = rate.add({ atMs: performance.now(), lines: soFar.lines, bytes: bytesRead });
        await claims.advance(claim, {
          soFar,
          bytesRead: Math.min(bytesRead, claim.bytes),
          linesPerSecond: pace?.linesPerSecond ?? null,
          bytesPerSecond: pace?.bytesPerSecond ?? null,
          bad,
        });
        bad = [];
        earlier = new Map();
        onAdvance();
      },
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new VitrineError('NOT_FOUND', 'Its file is gone from DATA_DIR/imports: send it again.');
  }
}
