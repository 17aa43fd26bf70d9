import { parseArgs } from 'node:util';
import { messageOf } from '../../src/errors.ts';
import { type ReindexScope, reindexScopes } from '../../src/indexing/types.ts';

export const usage = `usage: npm run reindex                                    how the index stands, and which runs are going on
       npm run reindex -- --scope MISSING|FAILED|ALL      starts a run over these pictures
       npm run reindex -- --scope PRODUCTS --product EXTERNAL_ID [--product …]
       npm run reindex -- --pause ID | --resume ID | --cancel ID
       npm run reindex -- --watch                         the newest run, or what is indexed unasked, until its end

  --scope    MISSING: pictures that wait for a vector; FAILED: those that failed; ALL: every picture, each keeps its
             vector until it has the new one; PRODUCTS: what these products show now. One run of MISSING, FAILED and ALL
             each goes on at a time: asked for again, it is joined.
  --product  a product by the shop's own id, up to 1,000 of them
  --watch    shows progress until the run has ended; Ctrl-C ends the watching, not the run
  --pause    takes no more pictures of the run with this number, until --resume
  --cancel   ends a run; what it has done stays

The servers and workers do the work. Where none is running, this command does it, until the run has ended.

Ends with 0; 1 where it could not be done; 2 where it was called wrongly; 3 where it saw a run end that was cancelled, or
in which pictures failed; 130 where it was stopped.`;

export class UsageError extends Error {}

export type JobChange = 'pause' | 'resume' | 'cancel';

/** What was asked for. */
export type Order =
  | { readonly verb: 'status' }
  | { readonly verb: 'watch' }
  | {
      readonly verb: 'start';
      readonly scope: ReindexScope;
      readonly products: readonly string[];
      readonly watch: boolean;
    }
  | { readonly verb: JobChange; readonly id: bigint; readonly watch: boolean };

/** @throws {UsageError} */
export function readOrder(args: readonly string[]): Order | 'help' {
  const { help, watch, scope, product: products, ...changes } = parse(args);
  if (help) return 'help';
  const wanted = changeVerbs.filter((verb) => changes[verb] !== undefined);
  const verbs = [...(scope === undefined ? [] : ['scope']), ...wanted];
  if (verbs.length > 1) throw new UsageError(`give one of ${verbs.map((verb) => `--${verb}`).join(', ')}`);
  if (products.length > 0 && scope === undefined)
    throw new UsageError('--product goes with --scope PRODUCTS');
  if (scope !== undefined) return { verb: 'start', ...readScope(scope, products), watch };
  const [verb] = wanted;
  if (verb !== undefined) return { verb, id: readId(verb, changes[verb] ?? ''), watch };
  return { verb: watch ? 'watch' : 'status' };
}

const changeVerbs = ['pause', 'resume', 'cancel'] as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        watch: { type: 'boolean', default: false },
        scope: { type: 'string' },
        product: { type: 'string', multiple: true, default: [] },
        pause: { type: 'string' },
        resume: { type: 'string' },
        cancel: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function readScope(given: string, products: readonly string[]) {
  const scope = reindexScopes.find((each) => each === given.toUpperCase());
  if (scope === undefined) throw new UsageError(`--scope is ${given}; it may be ${reindexScopes.join(', ')}`);
  if (scope === 'PRODUCTS' && products.length === 0)
    throw new UsageError('--scope PRODUCTS needs a --product EXTERNAL_ID for each');
  if (scope !== 'PRODUCTS' && products.length > 0)
    throw new UsageError(`--scope ${scope} takes no --product; PRODUCTS does`);
  return { scope, products };
}

function readId(verb: JobChange, given: string): bigint {
  if (/^[1-9]\d{0,17}$/.test(given)) return BigInt(given);
  throw new UsageError(`--${verb} ${given}: the number of a run is asked for, as npm run reindex shows it`);
}
