import { createPace } from './pace.ts';

/** How an installation stands. */
export interface InstallProgress {
  /** Files come in; they are looked at and the model is tried; it is there. */
  readonly state: 'DOWNLOADING' | 'CHECKING' | 'READY';
  /** Which file comes in; null where none does. */
  readonly file: string | null;
  /** Of all files together, what was there before included. */
  readonly bytes: number;
  /** Null where the size of one is not known yet. */
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** What the examination has passed last, in words; null before. */
  readonly passed: string | null;
}

/** Adds up what comes in and tells it, not too often. */
export interface ProgressMeter {
  /** @param total null where nobody knows */
  file(name: string, bytes: number, total: number | null): void;
  checking(passed?: string): void;
  ready(): void;
}

const everyMs = 200;

/** @param expected the files and how large they are thought to be */
export function createProgressMeter(
  expected: readonly { readonly name: string; readonly bytes: number | null }[],
  onProgress: ((progress: InstallProgress) => void) | undefined,
): ProgressMeter {
  const files = new Map(expected.map(({ name, bytes }) => [name, { bytes: 0, total: bytes }]));
  const pace = createPace();
  let toldAtMs = Number.NEGATIVE_INFINITY;
  /** Where counting began: what was there before came in no time. */
  let begun = false;

  const sum = (of: (file: { bytes: number; total: number | null }) => number) =>
    [...files.values()].reduce((all, file) => all + of(file), 0);

  function tell(state: InstallProgress['state'], file: string | null, passed: string | null): void {
    const bytes = sum((one) => one.bytes);
    const known = [...files.values()].every(({ total }) => total !== null);
    const totalBytes = known ? sum(({ bytes: come, total }) => Math.max(come, total ?? 0)) : null;
    const rate = state === 'DOWNLOADING' ? pace.bytesPerSecond() : undefined;
    const left = rate && totalBytes !== null ? Math.ceil((totalBytes - bytes) / rate) : null;
    toldAtMs = performance.now();
    onProgress?.({ state, file, bytes, totalBytes, bytesPerSecond: rate ?? null, secondsLeft: left, passed });
  }

  return {
    file(name, bytes, total) {
      const isNew = files.get(name)?.bytes === 0;
      files.set(name, { bytes, total: total ?? files.get(name)?.total ?? null });
      if (!isNew || begun) pace.add(sum((one) => one.bytes));
      begun = true;
      if (isNew || performance.now() - toldAtMs >= everyMs) tell('DOWNLOADING', name, null);
    },
    checking: (passed) => tell('CHECKING', null, passed ?? null),
    ready: () => tell('READY', null, null),
  };
}
