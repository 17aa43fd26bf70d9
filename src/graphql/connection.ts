import type { PageInfoShape } from '@pothos/plugin-relay';
import { z } from 'zod';
import { maxPageSize } from '../catalog/list.ts';
import { parse } from '../catalog/parse.ts';
import type { Page, PageRequest } from '../page.ts';
import { defaultPageSize } from './limits.ts';

interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

// the longest beginning of a title, in a cursor's letters
const maxCursorLength = 1000;

const page = z.object({
  first: z
    .int()
    .min(1, { error: 'ask for at least 1' })
    .max(maxPageSize, {
      error: `at most ${maxPageSize} are answered at once: ask for the next page with after`,
    })
    .nullish(),
  after: z.string().max(maxCursorLength, { error: 'this is no cursor of this list' }).nullish(),
});

/**
 * The page that connection arguments ask for.
 * @throws {VitrineError} BAD_USER_INPUT where `first` is not 1 to 100
 */
export function pageOf({ first, after }: PageArguments): PageRequest {
  const asked = parse(page, { first, after }, []);
  return { first: asked.first ?? defaultPageSize, ...(asked.after && { after: asked.after }) };
}

/** Where a page stands among the others. */
export function pageInfoOf({ entries, hasNextPage }: Page<unknown>, { after }: PageRequest): PageInfoShape {
  return {
    hasNextPage,
    hasPreviousPage: after !== undefined,
    startCursor: entries[0]?.cursor ?? null,
    endCursor: entries.at(-1)?.cursor ?? null,
  };
}

/** What a connection costs: what is selected, for every row of the page. A page that is too large is refused by
 * `pageOf` in plainer words, so it counts as the largest. */
export function connectionComplexity({ first }: PageArguments): { field: number; multiplier: number } {
  return { field: 1, multiplier: Math.min(first ?? defaultPageSize, maxPageSize) };
}

/** What the edges of a connection cost: the connection's field counted its page already. */
export const countedByConnection = { field: 1, multiplier: 1 };
