import type { Manifest } from '../../src/embedding/manifest.ts';

export type Precision = 'int8' | 'fp32';
export type FormName = 'clip' | 'siglip2';

/** A model that a stand-in is made of: how its towers are fed and read, as its published exports are. */
export interface Form {
  /** The model whose place it takes. */
  readonly of: string;
  readonly dimensions: number;
  readonly languages: readonly string[];
  readonly image: Omit<Manifest['image'], 'file' | 'maxBatch'>;
  readonly text: Omit<Manifest['text'], 'file'>;
  readonly selfCheckText: string;
}

const tokenizerFiles = { tokenizer: 'tokenizer.json', tokenizerConfig: 'tokenizer_config.json' };

export const forms: Readonly<Record<FormName, Form>> = {
  clip: {
    of: 'clip-vit-base-patch32',
    dimensions: 512,
    languages: ['en'],
    image: {
      input: 'pixel_values',
      output: 'image_embeds',
      size: 224,
      resize: 'cover',
      kernel: 'bicubic',
      mean: [0.48145466, 0.4578275, 0.40821073],
      std: [0.26862954, 0.26130258, 0.27577711],
    },
    text: {
      ...tokenizerFiles,
      input: 'input_ids',
      inputType: 'int64',
      mask: false,
      output: 'text_embeds',
      context: 77,
      endId: 49407,
      lowerCase: false,
      stripPunctuation: false,
    },
    selfCheckText: 'a photo of a cat',
  },
  siglip2: {
    of: 'siglip2-base-patch32-256',
    dimensions: 768,
    languages: ['en', 'de', 'es', 'fr', 'ja', 'ru'],
    image: {
      input: 'pixel_values',
      output: 'pooler_output',
      size: 256,
      resize: 'squash',
      kernel: 'bilinear',
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.5, 0.5],
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
    selfCheckText: 'a photo of a cat',
  },
};

/** The name of the model, and of its folder. */
export function nameOf(form: FormName, precision: Precision): string {
  return `stand-in-${forms[form].of}${precision === 'int8' ? '' : `-${precision}`}`;
}

/** As the exports for the web are called. */
export function weightFiles(precision: Precision): { readonly image: string; readonly text: string } {
  const ending = precision === 'int8' ? '_quantized' : '';
  return { image: `vision_model${ending}.onnx`, text: `text_model${ending}.onnx` };
}
