import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { EvaluateError } from './failure.ts';

/** A question with a known answer. */
export interface Query {
  readonly question:
    | { readonly text: string }
    | { readonly photo: string }
    /** What is like this product, and like the words: `product` is its externalId. */
    | { readonly product: string; readonly text: string };
  /** externalIds of all that is right, at least one. */
  readonly relevant: readonly string[];
}

/** Questions of one kind, measured together. */
export interface QuerySet {
  readonly name: string;
  readonly queries: readonly Query[];
}

/** What a question is asked with: words are searched in several modes, all else in one way. */
export type Kind = 'TEXT' | 'PHOTO' | 'COMPOSED';

export function kindOf({ question }: Query): Kind {
  if ('photo' in question) return 'PHOTO';
  return 'product' in question ? 'COMPOSED' : 'TEXT';
}

/** What a question is called in reports: its words, or the path of its photo. */
export function nameOf({ question }: Query): string {
  if ('photo' in question) return question.photo;
  return 'product' in question ? `${question.product} + ${question.text}` : question.text;
}

const relevant = z
  .array(z.string().min(1), { error: 'a list of externalIds is expected' })
  .min(1, 'name at least one externalId');
const line = z.union(
  [
    z.strictObject({ text: z.string().trim().min(1), relevant }),
    z.strictObject({ photo: z.string().min(1), relevant }),
    z.strictObject({ product: z.string().min(1), text: z.string().trim().min(1), relevant }),
  ],
  {
    error:
      'expected is {"text": "…", "relevant": ["…"]}, {"photo": "FILE", "relevant": ["…"]} or {"product": "…", "text": "…", "relevant": ["…"]}',
  },
);

/**
 * Reads questions from a file of JSON lines; photos lie where it says, seen from the file's folder.
 * @throws {EvaluateError} with the line that is wrong
 */
export async function readQueries(file: string): Promise<QuerySet[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new EvaluateError(`${file} can't be read: ${error.message}`);
  });
  const queries: Query[] = [];
  for (const [at, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const wrong = (reason: string) => new EvaluateError(`${file}, line ${at + 1}: ${reason}`);
    const parsed = line.safeParse(readJson(written));
    if (!parsed.success) throw wrong(parsed.error.issues[0]?.message ?? 'not understood');
    const { relevant, ...asked } = parsed.data;
    if (!('photo' in asked)) {
      queries.push({ question: asked, relevant });
      continue;
    }
    const photo = resolve(dirname(file), asked.photo);
    await access(photo).catch(() => {
      throw wrong(`there is no picture ${photo}`);
    });
    queries.push({ question: { photo }, relevant });
  }
  if (queries.length === 0) throw new EvaluateError(`${file} has no question.`);
  const named = { TEXT: 'your words', PHOTO: 'your photos', COMPOSED: 'your products and words' } as const;
  const sets = (['TEXT', 'PHOTO', 'COMPOSED'] as const).map((kind) => ({
    name: named[kind],
    queries: queries.filter((query) => kindOf(query) === kind),
  }));
  return sets.filter((set) => set.queries.length > 0);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Which questions are asked: settings are chosen on one half, and figures reported of the other. */
export type Half = 'choose' | 'report';

/** Of a set, the questions of one half, and no more than so many: the same ones at every call, whatever their order. */
export function sampled(set: QuerySet, half: Half | undefined, most: number): QuerySet {
  const hashed = set.queries.map((query) => {
    const hash = createHash('sha256').update(nameOf(query)).digest();
    return {
      query,
      order: hash.readUInt32BE(0),
      half: ((hash[31] ?? 0) % 2 ? 'report' : 'choose') satisfies Half,
    };
  });
  const queries = hashed
    .filter((one) => half === undefined || one.half === half)
    .sort((a, b) => a.order - b.order)
    .slice(0, most)
    .map(({ query }) => query);
  return { name: set.name, queries };
}
