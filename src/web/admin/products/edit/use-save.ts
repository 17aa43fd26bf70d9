import { useState } from 'react';
import { useClient } from 'urql';
import { announce } from '../../../shared/announce.tsx';
import { readFragment } from '../../gql/index.ts';
import { useWords } from '../../words.ts';
import { productPage, updateProduct } from './documents.ts';
import { merge } from './merge.ts';
import type { Page } from './product-view.tsx';
import { type Attempt, useAttempt } from './use-attempt.ts';
import type { Draft, DraftActions } from './use-draft.ts';
import { type Field, patchOf, valuesOf } from './values.ts';

interface SaveNeeds {
  readonly product: Page;
  readonly draft: Draft;
  readonly actions: DraftActions;
  /** Asks for it as it is now. */
  readonly load: () => Promise<Page | null | undefined>;
}

/**
 * Saves what is typed. It looks at the product first: what was changed elsewhere in other fields is kept, and in the
 * same ones it is asked about before it is overwritten.
 */
export function useSave({
  product,
  draft,
  actions,
  load,
}: SaveNeeds): Attempt & { save: () => Promise<void> } {
  const client = useClient();
  const { product: words } = useWords();
  const attempt = useAttempt();
  const { base, mine } = draft;
  const [askedAbout, setAskedAbout] = useState<readonly Field[]>([]);
  return {
    ...attempt,
    async save() {
      const saved = await attempt.send(mine, async () => {
        const now = await load();
        if (!now) return {};
        const theirs = valuesOf(now);
        const { values, conflicts } = merge(base, mine, theirs);
        actions.see(theirs);
        const unasked = draft.conflicts.filter((field) => !askedAbout.includes(field));
        if (conflicts.length > 0 || unasked.length > 0) {
          setAskedAbout([...draft.conflicts, ...conflicts]);
          return {};
        }
        const variables = { id: product.id, input: patchOf(theirs, values) };
        const { data, error } = await client.mutation(updateProduct, variables);
        return { error, result: data?.updateProduct };
      });
      if (saved === null) return;
      setAskedAbout([]);
      actions.accept(mine, valuesOf(readFragment(productPage, saved.product)));
      announce(words.saved);
      await load();
    },
  };
}
