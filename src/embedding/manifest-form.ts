import { z } from 'zod';

/** A file of the model's own folder, never a path out of it. */
const fileName = z.string().regex(/^[\w][\w.-]*$/, 'must be the name of a file in the model folder');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a sha256 in lower case hex');
const tensorName = z.string().min(1);
const perChannel = z.tuple([z.number(), z.number(), z.number()]);
const tokenId = z.int().nonnegative();

const imageTower = z.strictObject({
  file: fileName,
  input: tensorName,
  output: tensorName,
  /** Both sides of the square that the model sees, in pixels. */
  size: z.int().min(16).max(2048),
  /** pad: the whole picture on white; squash: both sides stretched; cover: short side, then the centre. */
  resize: z.enum(['pad', 'squash', 'cover']),
  kernel: z.enum(['bicubic', 'bilinear']),
  /** Of a channel's values scaled to 0..1: (value - mean) / std. */
  mean: perChannel,
  std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  /** Pictures a run at most; 1 where running several at once gains nothing. */
  maxBatch: z.int().min(1).max(64),
});

const textTower = z.strictObject({
  file: fileName,
  tokenizer: fileName,
  tokenizerConfig: fileName,
  input: tensorName,
  /** What its token ids, and its mask, are given as. */
  inputType: z.enum(['int64', 'int32']).default('int64'),
  /** The attention mask's input; false where the model takes none. */
  mask: z.union([tensorName, z.literal(false)]),
  output: tensorName,
  /** Tokens at most, special ones included. */
  context: z.int().min(2).max(4096),
  /** Every text is filled up to `length` with token `id`. */
  pad: z.strictObject({ length: z.int().positive(), id: tokenId }).optional(),
  /** The token that stays last where a text is cut at `context`. */
  endId: tokenId.optional(),
  /** What is done to a text before the tokenizer does its own. */
  lowerCase: z.boolean().default(false),
  stripPunctuation: z.boolean().default(false),
});

const cosine = z.number().min(-1).max(1);

/** Lower bounds of cosine similarity, from the strongest match down. */
const strengthBounds = z
  .strictObject({ identical: cosine, strong: cosine, related: cosine, weak: cosine })
  .refine(
    ({ identical, strong, related, weak }) => identical >= strong && strong >= related && related >= weak,
    {
      message: 'must fall from identical over strong and related to weak',
    },
  );

/** The first components of the unit vector that a known input must give. */
const expected = z.array(z.number().min(-1).max(1)).min(4);

const fields = {
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  version: z.string().min(1).max(64),
  /** pgvector indexes no more than 2,000. */
  dimensions: z.int().min(2).max(2000),
  /** BCP 47 tags of the languages whose words it knows. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)).min(1),
  licence: z.string().min(1),
  /** Its weights are random, as of one that stands in for another's size: its vectors mean nothing. */
  standIn: z.literal(true).optional(),
  image: imageTower,
  text: textTower,
  /** What its scores mean, of pictures and of words compared with pictures; found from the catalogue where absent. */
  calibration: z.strictObject({ image: strengthBounds, text: strengthBounds }).optional(),
  /** Of every file that is named here, and of any other that the weights need, such as their external data. */
  sha256: z.record(fileName, sha256),
  selfCheck: z.strictObject({
    /** How far a component may be off: processors round differently. */
    tolerance: z.number().positive().max(0.1),
    image: z.strictObject({ file: fileName, vector: expected }),
    text: z.strictObject({ text: z.string().min(1), vector: expected }),
  }),
};

/** Texts may not be filled up to more tokens than the model sees. */
function checkPad({ pad, context: tokens }: z.output<typeof draftText>, context: z.RefinementCtx): void {
  if (pad === undefined || pad.length <= tokens) return;
  context.addIssue({ code: 'custom', path: ['text', 'pad', 'length'], message: 'is more than text.context' });
}

/** The form of a `model.json`. */
export const manifestForm = z.strictObject(fields).superRefine((manifest, context) => {
  for (const file of manifestFiles(manifest)) {
    if (manifest.sha256[file] === undefined) {
      context.addIssue({ code: 'custom', path: ['sha256', file], message: 'is missing' });
    }
  }
  checkPad(manifest.text, context);
});

const draftImage = imageTower.partial({ input: true, output: true });
const draftText = textTower
  .extend({ inputType: z.enum(['int64', 'int32']).optional() })
  .partial({ input: true, mask: true, output: true });

/** The form of a `model.json` without what an installation finds by itself: hashes, vectors, the tensors' names. */
export const draftForm = z
  .strictObject({
    ...fields,
    image: draftImage,
    text: draftText,
    sha256: fields.sha256.default({}),
    selfCheck: fields.selfCheck.optional(),
  })
  .superRefine((draft, context) => checkPad(draft.text, context));

/** A model folder's `model.json`: everything that decides how its two towers are fed and read. */
export type Manifest = z.output<typeof manifestForm>;
export type ImageTower = Manifest['image'];
export type TextTower = Manifest['text'];

/** A manifest before it is installed. */
export type ManifestDraft = z.output<typeof draftForm>;

/** The names of the files that a manifest speaks of, each once. */
export function manifestFiles({ image, text, selfCheck, sha256: hashes }: FilesOf): string[] {
  const named = [image.file, text.file, text.tokenizer, text.tokenizerConfig];
  if (selfCheck !== undefined) named.push(selfCheck.image.file);
  return [...new Set([...named, ...Object.keys(hashes)])];
}

interface FilesOf {
  readonly image: { readonly file: string };
  readonly text: Pick<TextTower, 'file' | 'tokenizer' | 'tokenizerConfig'>;
  readonly selfCheck?: Manifest['selfCheck'] | undefined;
  readonly sha256: Readonly<Record<string, string>>;
}
