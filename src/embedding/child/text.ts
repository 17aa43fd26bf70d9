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

export interface TokenIds {
  readonly ids: readonly number[];
  /** 1 where a token is of the text, 0 where it fills up. */
  readonly mask: readonly number[];
}

/** Words → the ids that the text tower is fed: cut at `context`, filled up to `pad.length`. */
export async function loadTokenizer(folder: string, tower: TextTower): Promise<(text: string) => TokenIds> {
  const read = async (file: string) =>
    jsonObject.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
  const tokenizer = new Tokenizer(await read(tower.tokenizer), await read(tower.tokenizerConfig));
  const { context, pad, endId } = tower;

  return (text) => {
    let words = text
      .replaceAll(/\s+/gu, ' ')
      .trim()
      .slice(0, context * charactersPerToken);
    if (tower.lowerCase) words = words.toLowerCase();
    // ASCII punctuation, as the reference implementation of SigLIP strips it
    if (tower.stripPunctuation)
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
