import { useEffect, useRef, useState } from 'react';
import type { Photo } from '../question.ts';
import { examine, type Refusal } from './examine.ts';
import { newPhoto } from './photos.ts';
import { shrink } from './shrink.ts';

export interface Intake {
  /** While photos are looked at and made smaller. */
  readonly isPreparing: boolean;
  /**
   * Looks at files, or at the address of one; what came before and is not through yet is given up.
   * @param most how many are taken
   */
  take(files: readonly File[], address: string | null, most: number): void;
  cancel(): void;
}

/** Makes photos of what a person gives, and says what of it is none. */
export function useIntake(onReady: (photos: readonly Photo[], refusals: readonly Refusal[]) => void): Intake {
  const [isPreparing, setIsPreparing] = useState(false);
  const latest = useRef<AbortController | null>(null);
  // the question may have changed by the time that photos are ready
  const ready = useRef(onReady);
  useEffect(() => {
    ready.current = onReady;
  });
  return {
    isPreparing,
    cancel() {
      latest.current?.abort();
      setIsPreparing(false);
    },
    async take(files, address, most) {
      latest.current?.abort();
      const mine = new AbortController();
      latest.current = mine;
      setIsPreparing(true);
      const { photos, refusals } = await prepare(files, address, most, mine.signal);
      if (mine.signal.aborted) return;
      setIsPreparing(false);
      ready.current(photos, refusals);
    },
  };
}

interface Prepared {
  readonly photos: readonly Photo[];
  readonly refusals: readonly Refusal[];
}

async function prepare(
  files: readonly File[],
  address: string | null,
  most: number,
  signal: AbortSignal,
): Promise<Prepared> {
  const photos: Photo[] = [];
  const refusals: Refusal[] = [];
  const names: string[] = [];
  let given = 0;
  // one after another: a photo of 12 megapixels takes 48 MB while it is open
  for (const file of files) {
    if (signal.aborted) break;
    const seen = await examine(file);
    if ('kind' in seen) {
      refusals.push(seen);
      continue;
    }
    given += 1;
    if (photos.length === most) continue;
    names.push(file.name);
    photos.push(newPhoto({ kind: 'file', file: await shrink(file, seen.format) }));
  }
  if (given > most) refusals.unshift({ kind: 'tooMany', given, most, names });
  if (files.length === 0) {
    if (address === null) refusals.push({ kind: 'notPhoto' });
    else photos.push(newPhoto({ kind: 'url', url: address }));
  }
  return { photos, refusals };
}
