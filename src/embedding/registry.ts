import type { ManifestDraft } from './manifest.ts';

/** A file of a known model, as its hub has it. */
export interface KnownFile {
  /** In the repository. */
  readonly path: string;
  /** In the model's folder. */
  readonly name: string;
  /** Null where no source says; the size that comes with the file is taken then. */
  readonly bytes: number | null;
  /** Null where no source says: it is pinned at the first download. */
  readonly sha256: string | null;
  /** For planning, where `bytes` is not known. */
  readonly aboutBytes?: number;
}

/** What others measured. */
export interface PublishedQuality {
  /** What was measured, and in which unit. */
  readonly measure: string;
  /** By BCP 47 tag. */
  readonly byLanguage: Readonly<Record<string, number>>;
  readonly source: string;
}

/** A model that can be installed by name. */
export interface KnownModel {
  readonly title: string;
  /** Who it is for, in a sentence. */
  readonly about: string;
  /** On the hub: owner and name. */
  readonly repository: string;
  /** A commit, or a branch where no source pins a commit. */
  readonly revision: string;
  readonly files: readonly KnownFile[];
  /** Null where nobody published any that could be compared. */
  readonly quality: PublishedQuality | null;
  /** How far a component of its vectors is apart on two processors: those of int8 weights differ. */
  readonly tolerance: number;
  /** Its `model.json`, without what installing finds; `name` is the folder's. */
  readonly draft: ManifestDraft;
}

export type Registry = readonly KnownModel[];

export function findKnown(registry: Registry, name: string): KnownModel | undefined {
  return registry.find(({ draft }) => draft.name === name);
}

/** What a download of it takes; null where no source says, even roughly. */
export function downloadBytes({ files }: Pick<KnownModel, 'files'>): number | null {
  const sizes = files.map(({ bytes, aboutBytes }) => bytes ?? aboutBytes ?? null);
  return sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}
