import type { ManifestDraft } from '../manifest.ts';
import type { PublishedQuality } from '../registry.ts';

/** A model counts as knowing a language where half or more of what is asked for in it is found. */
export const immich = (byLanguage: PublishedQuality['byLanguage']): PublishedQuality => ({
  measure: 'Crossmodal-3600, mean of recall@1, @5 and @10 in %, float32 weights',
  byLanguage,
  source: 'Immich documentation, https://immich.app/docs/features/searching',
});

export const clipNormalisation = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
} satisfies Partial<ManifestDraft['image']>;

export const siglipNormalisation = {
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
} satisfies Partial<ManifestDraft['image']>;

export const tokenizerFiles = {
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
} as const;
export const asWritten = { lowerCase: false, stripPunctuation: false } as const;
