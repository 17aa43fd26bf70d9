import { Tokenizer } from '@huggingface/tokenizers';
import { expect, test } from 'vitest';
import { forms } from '../../../scripts/standin/forms.ts';
import { tokenizerOf } from '../../../scripts/standin/tokenizers.ts';

async function encoder(form: 'clip' | 'siglip2'): Promise<(text: string) => readonly number[]> {
  const { tokenizer, config } = await tokenizerOf(form);
  const loaded = new Tokenizer(tokenizer, config);
  return (text) => loaded.encode(text).ids;
}

test("CLIP's is the true one", async () => {
  const encode = await encoder('clip');
  expect(encode('a photo of a cat')).toEqual([49406, 320, 1125, 539, 320, 2368, 49407]);
  expect(encode('  A PHOTO   of a\ncat ')).toEqual([49406, 320, 1125, 539, 320, 2368, 49407]);
});

test("SigLIP 2's ends as the true one does, and stays within its vocabulary", async () => {
  const encode = await encoder('siglip2');
  const ids = encode('rotes Kleid 赤い');
  expect(ids.at(-1)).toBe(forms.siglip2.text.endId);
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.every((id) => id >= 0 && id < 256_000)).toBe(true);
  expect(encode('rotes Kleid')).not.toEqual(encode('rotes Hemd'));
});
