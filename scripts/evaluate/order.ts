import { parseArgs } from 'node:util';
import { messageOf } from '../../src/errors.ts';
import { type Mode, modes } from './ask.ts';
import type { Half } from './queries.ts';

export const usage = `usage: npm run evaluate -- [--url URL] [--queries FILE] [--mode MODE,…|all] [--half choose|report]
                           [--limit N] [--worst N]

Measures how well a server finds: asks questions with known answers over GraphQL, and prints for each set of them

  R@1, R@10   the share of questions that have something relevant first, or among the first ten
  MRR         the mean of one over the place of the first relevant product, among the first hundred
  nDCG@10     how much of what is relevant stands how high among the first ten

with 95 % intervals, and the questions that were answered worst.

  --url       a server that runs; without it one is started on a folder of its own with the demo catalogue, by the
              settings MODEL, MODELS_DIR and CATALOG_LANGUAGE, and removed again. The server keeps these searches in its
              history, like all others.
  --queries   your own questions, a line each, about the products of that server:
                {"text": "red running shoes", "relevant": ["SKU-1", "SKU-7"]}
                {"photo": "photos/shoe.jpg", "relevant": ["SKU-1"]}
                {"product": "SKU-1", "text": "blue", "relevant": ["SKU-2"]}
              Photos lie where the file says, seen from its folder; product and relevant are externalIds. Without it the
              demo's own questions are asked: its names, in other languages too, misspelt, its tags, drawings by another
              artist, things in another colour.
  --mode      how words are searched: HYBRID (default), FULL_TEXT, VECTOR, or TITLES, the meaning of titles alone;
              several are compared side by side
  --half      half of the questions only, always the same: choose settings on one half, report what the other says
  --limit     questions of a set at most, always the same ones (default 300)
  --worst     how many of the worst answered questions of each set are shown (default 3)

Ends with 0; 1 where it could not be measured; 2 where it was called wrongly; 130 where it was stopped.`;

export class UsageError extends Error {}

/** What was asked for. */
export interface Order {
  /** Undefined: a server of its own. */
  readonly url: string | undefined;
  /** Undefined: the demo's questions. */
  readonly queries: string | undefined;
  readonly modes: readonly Mode[];
  readonly half: Half | undefined;
  readonly limit: number;
  readonly worst: number;
}

/** @throws {UsageError} */
export function readOrder(args: readonly string[]): Order | 'help' {
  const { help, url, queries, mode, half, limit, worst } = parse(args);
  if (help) return 'help';
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new UsageError(
      `--url is ${url}; the address of a server is expected, such as http://127.0.0.1:4000`,
    );
  if (half !== undefined && half !== 'choose' && half !== 'report')
    throw new UsageError(`--half is ${half}; it may be choose or report`);
  return {
    url,
    queries,
    modes: mode === 'all' ? modes : mode.split(',').map(readMode),
    half,
    limit: readCount('--limit', limit, 1),
    worst: readCount('--worst', worst, 0),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        url: { type: 'string' },
        queries: { type: 'string' },
        mode: { type: 'string', default: 'HYBRID' },
        half: { type: 'string' },
        limit: { type: 'string', default: '300' },
        worst: { type: 'string', default: '3' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function readMode(given: string): Mode {
  const mode = modes.find((each) => each === given.trim().toUpperCase());
  if (mode === undefined) throw new UsageError(`--mode ${given}: it may be ${modes.join(', ')}, or all`);
  return mode;
}

function readCount(option: string, given: string, least: number): number {
  if (/^\d{1,6}$/.test(given) && Number(given) >= least) return Number(given);
  throw new UsageError(`${option} is ${given}; a number from ${least} is expected`);
}
