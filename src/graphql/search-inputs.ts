import type { SearchOptions as DomainOptions, SearchRequest } from '../search/types.ts';
import { builder } from './builder.ts';
import { pageOf } from './connection.ts';
import type { Context } from './context.ts';
import { filterOf, type ProductFilterInput } from './product-inputs.ts';

const SearchModeEnum = builder.enumType('SearchMode', {
  description: 'What words are searched by; photos and products are always searched by their pictures.',
  values: {
    AUTO: { description: 'By all there is: words, pictures and the meaning of titles.' },
    VECTOR: { description: 'By what pictures show.' },
    FULL_TEXT: { description: 'By the words alone.' },
    HYBRID: { description: 'As AUTO.' },
  } as const,
});

export const MatchStrengthEnum = builder.enumType('MatchStrength', {
  description: 'How strong a match is, the same under every model.',
  values: {
    IDENTICAL: { description: 'The same picture, or nearly.' },
    STRONG: { description: 'The same kind of thing, nearly always.' },
    RELATED: { description: 'Something like it.' },
    WEAK: { description: 'The nearest there is, which may be far.' },
  } as const,
});

const ResultOrderEnum = builder.enumType('ResultOrder', {
  description: 'How results are ordered; other orders than by relevance are over the best 1,000.',
  values: {
    RELEVANCE: { description: 'The best first.' },
    PRICE_ASC: { description: 'The cheapest first, those without a price last.' },
    PRICE_DESC: { description: 'The dearest first, those without a price last.' },
    NEWEST: { description: 'Those that came last first.' },
  } as const,
});

export const SearchOptions = builder.inputType('SearchOptions', {
  description: 'How the answer is put together.',
  fields: (t) => ({
    mode: t.field({ type: SearchModeEnum, defaultValue: 'AUTO' }),
    minScore: t.float({ description: 'Pictures below this cosine similarity, -1 to 1, find nothing.' }),
    minMatch: t.field({
      type: MatchStrengthEnum,
      description:
        'Weaker matches are left out; what was found by its words or its title, and not by a picture, stays.',
    }),
    collapseDuplicates: t.boolean({
      defaultValue: false,
      description: 'Whether nearly equal products become one result with `variants`.',
    }),
    diversity: t.float({
      defaultValue: 0,
      description: '0: nearest first, to 1: as varied as can be (maximal marginal relevance).',
    }),
    orderBy: t.field({ type: ResultOrderEnum, defaultValue: 'RELEVANCE' }),
  }),
});

interface SearchArguments {
  readonly filter?: typeof ProductFilterInput.$inferInput | null | undefined;
  readonly options?: typeof SearchOptions.$inferInput | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/**
 * What the arguments of a search ask for.
 * @throws {VitrineError} BAD_USER_INPUT with the path of the argument
 */
export function searchRequestOf(args: SearchArguments, { signal }: Pick<Context, 'signal'>): SearchRequest {
  const filter = filterOf(args.filter);
  return {
    ...pageOf(args),
    signal,
    ...(filter && { filter }),
    options: optionsOf(args.options),
  };
}

/** Options without those that were left out, so that equal questions are the same search. */
function optionsOf(given: SearchArguments['options']): DomainOptions {
  const { mode, minScore, minMatch, collapseDuplicates, diversity, orderBy } = given ?? {};
  return {
    ...(mode && mode !== 'AUTO' && { mode }),
    ...(typeof minScore === 'number' && { minScore }),
    ...(minMatch && { minMatch }),
    ...(collapseDuplicates && { collapseDuplicates }),
    ...(typeof diversity === 'number' && diversity !== 0 && { diversity }),
    ...(orderBy && orderBy !== 'RELEVANCE' && { orderBy }),
  };
}
