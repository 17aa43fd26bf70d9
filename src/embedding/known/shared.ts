import type { Manifest, ManifestDraft } from '../manifest.ts';
import type { PublishedQuality } from '../registry.ts';

interface Towers {
  readonly dimensions: number;
  readonly image: Omit<Manifest['image'], 'file' | 'maxBatch'>;
  readonly text: Omit<Manifest['text'], 'file'>;
}

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

/** How CLIP ViT-B/32 is fed and read, as exported by Xenova; of no file yet. */
export const clipTowers = {
  dimensions: 512,
  image: {
    input: 'pixel_values',
    output: 'image_embeds',
    size: 224,
    resize: 'cover',
    kernel: 'bicubic',
    ...clipNormalisation,
  },
  text: {
    ...tokenizerFiles,
    input: 'input_ids',
    inputType: 'int64',
    mask: false,
    output: 'text_embeds',
    context: 77,
    endId: 49_407,
    ...asWritten,
  },
} satisfies Towers;

/** How SigLIP 2 B/32 at 256 pixels is fed and read, as exported by onnx-community; of no file yet. */
export const siglip2Towers = {
  dimensions: 768,
  image: {
    input: 'pixel_values',
    output: 'pooler_output',
    size: 256,
    resize: 'squash',
    kernel: 'bilinear',
    ...siglipNormalisation,
  },
  text: {
    ...tokenizerFiles,
    input: 'input_ids',
    inputType: 'int64',
    mask: false,
    output: 'pooler_output',
    context: 64,
    pad: { length: 64, id: 0 },
    endId: 1,
    lowerCase: true,
    stripPunctuation: false,
  },
} satisfies Towers;
