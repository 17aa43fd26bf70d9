import { clipTowers, siglip2Towers } from '../../src/embedding/known/shared.ts';
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

export const forms: Readonly<Record<FormName, Form>> = {
  clip: {
    ...clipTowers,
    of: 'clip-vit-base-patch32',
    languages: ['en'],
    selfCheckText: 'a photo of a cat',
  },
  siglip2: {
    ...siglip2Towers,
    of: 'siglip2-base-patch32-256',
    languages: ['en', 'de', 'es', 'fr', 'ja', 'ru'],
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
