import { z } from 'zod';
import { draftForm } from './manifest-form.ts';

/** What the process that examines a model is told on standard input: one line of JSON. */
export const examineOrderForm = z.object({
  folder: z.string(),
  draft: draftForm,
  threads: z.int().positive(),
  /** Of the self-check that is made where the draft has none; null: none is made, and nothing is written. */
  tolerance: z.number().positive().nullable(),
});
export type ExamineOrder = z.infer<typeof examineOrderForm>;

const vector = z.array(z.number());

/** What an examination finds by itself, in the words of `model.json`. */
const foundForm = z.object({
  image: z.object({ input: z.string(), output: z.string(), maxBatch: z.int() }),
  text: z.object({
    input: z.string(),
    inputType: z.enum(['int64', 'int32']),
    mask: z.union([z.string(), z.literal(false)]),
    output: z.string(),
  }),
  /** Undefined where the draft has one, which was passed, or none was to be made. */
  selfCheck: z
    .object({
      tolerance: z.number(),
      image: z.object({ file: z.string(), vector }),
      text: z.object({ text: z.string(), vector }),
    })
    .optional(),
  /** Of one picture and one text, each alone. */
  imageMs: z.number(),
  textMs: z.number(),
  /** Of the process, with the model loaded and used. */
  residentMb: z.number(),
});
export type Found = z.infer<typeof foundForm>;

/** A line on its standard output. */
export const examineReportForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passed'), step: z.string(), found: z.string() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
  z.object({ kind: z.literal('done'), found: foundForm }),
]);
export type ExamineReport = z.infer<typeof examineReportForm>;
