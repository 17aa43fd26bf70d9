import { Button } from '../../../shared/button.tsx';
import { useWords } from '../../words.ts';
import type { Draft, DraftActions } from './use-draft.ts';
import { attributesOf, type Field, type Values } from './values.ts';

interface TheirsProps {
  readonly field: Field;
  readonly draft: Draft;
  readonly actions: DraftActions;
}

/** At a field that was changed elsewhere, too: what was saved there, and a way to take it. */
export function Theirs({ field, draft: { base, conflicts }, actions }: TheirsProps) {
  const { product: words, products } = useWords();
  if (!conflicts.includes(field)) return null;
  const text =
    field === 'inStock' ? (base.inStock ? products.inStock : products.outOfStock) : textOf(field, base);
  return (
    <div className="product-theirs">
      <p>
        {words.theirs} <strong dir="auto">{text || words.empty}</strong>
      </p>
      <Button onClick={() => actions.revert(field === 'amount' ? ['amount', 'currency'] : [field])}>
        {words.take}
      </Button>
    </div>
  );
}

function textOf(field: Field, values: Values): string {
  if (field === 'amount') return values.amount && `${values.amount} ${values.currency}`;
  if (field !== 'attributes') return String(values[field]);
  return attributesOf(values)
    .map(({ name, value }) => `${name}: ${value}`)
    .join('; ');
}
