import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import type { TextTower } from '../manifest.ts';

/**
 * A token covers fewer characters than this on average, so that what lies beyond `context` times as many can't be
 * seen by the model, and a text of any length costs no more than one that fits.
 */
const charactersPerToken = 16;

const jsonObject = z.record(z.string(), z.unknown());
const normaliserForm = z.object({
  type: z.string().optional(),
  normalizers: z.array(z.unknown()).optional(),
});

export interface TokenIds {
  readonly ids: readonly number[];
  /** 1 where a token is of the text, 0 where it fills up. */
  readonly mask: readonly number[];
}

/** Whether a tokenizer.json's normaliser puts a text into lower case. */
function lowersCase(normaliser: unknown): boolean {
  const { type, normalizers = [] } = normaliserForm.parse(normaliser ?? {});
  return type === 'Lowercase' || normalizers.some(lowersCase);
}

/**
 * The one letter whose lower case depends on what stands beside it: JavaScript and Python's own functions mind that, the
 * tokenizers that models were trained with go letter by letter.
 */
const withoutCapitalSigma = (text: string) => text.replaceAll('Σ', 'σ');

/** Words → the ids that the text tower is fed: cut at `context`, filled up to `pad.length`. */
export async function loadTokenizer(folder: string, tower: TextTower): Promise<(text: string) => TokenIds> {
  const read = async (file: string) =>
    jsonObject.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
  const form = await read(tower.tokenizer);
  const tokenizer = new Tokenizer(form, await read(tower.tokenizerConfig));
  const { context, pad, endId, lowerCase, stripPunctuation } = tower;
  const letterByLetter = lowerCase ? !stripPunctuation : lowersCase(form.normalizer);

  return (text) => {
    let words = text
      .replaceAll(/\s+/gu, ' ')
      .trim()
      .slice(0, context * charactersPerToken);
    if (letterByLetter) words = withoutCapitalSigma(words);
    if (lowerCase) words = words.toLowerCase();
    // ASCII punctuation, as the reference implementation of SigLIP strips it
    if (stripPunctuation)
      words = words
        .replaceAll(/[!-/:-@[-`{-~]/g, '')
        .replaceAll(/\s+/g, ' ')
        .trim();
    const whole = tokenizer.encode(words).ids;
    const ids = whole.slice(0, context);
    if (endId !== undefined && whole.length > context) ids[context - 1] = endId;
    const fill = Math.max(0, (pad?.length ?? 0) - ids.length);
    return {
      ids: [...ids, ...Array<number>(fill).fill(pad?.id ?? 0)],
      mask: [...Array<number>(ids.length).fill(1), ...Array<number>(fill).fill(0)],
    };
  };
}
