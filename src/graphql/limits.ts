import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens';
import { GraphQLError, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { VitrineError } from '../errors.ts';

export const defaultPageSize = 20;

/** What one operation may cost, in fields answered: a page of 100 results with everything about them, a list counted
 * as ten. */
export const maxComplexity = 40_000;
/** How deep selections may nest; fragments do not count. */
export const maxDepth = 12;
const maxAliases = 30;
export const maxTokens = 5_000;

function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { originalError: new VitrineError('QUERY_TOO_COMPLEX', message) });
}

/** Reports a broken limit as a validation error, so that it is answered and cached like the others. */
const report = (message: string) => ({
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null) => {
      const error = tooComplex(message);
      if (context === null) throw error;
      context.reportError(error);
    },
  ],
});

/** Refuses a document that is larger than any front end's before it costs something. */
export function useLimits(): Plugin {
  const depth = maxDepthRule({
    n: maxDepth,
    flattenFragments: true,
    ...report(`Fields nest deeper than ${maxDepth}.`),
  });
  const aliases = maxAliasesRule({ n: maxAliases, ...report(`There are more than ${maxAliases} aliases.`) });
  return {
    onPluginInit({ addPlugin }) {
      addPlugin(
        maxTokensPlugin({ n: maxTokens, ...report(`The document has more than ${maxTokens} tokens.`) }),
      );
    },
    onValidate({ addValidationRule }) {
      addValidationRule(depth);
      addValidationRule(aliases);
    },
  };
}
