import { useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { chosenValues, isSame, toggled, withRange } from '../filter.ts';
import type { SearchFacetFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import type { Range, View } from '../view.ts';
import { useWords } from '../words.ts';
import { useRangeWords } from './range-words.ts';

export const SearchFacet = graphql(`
  fragment SearchFacet on Facet {
    name
    values { value count price { min max currency } }
  }
`);

interface FacetProps {
  readonly facet: SearchFacetFragment;
  readonly heading: string;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** As many values as are shown before all are asked for. */
const few = 7;

/** The values that results have of one thing, with counts; any of those that are chosen fits. */
export function Facet({ facet, heading, view, onView }: FacetProps) {
  const { facets } = useWords();
  const [isOpen, setOpen] = useState(false);
  // what is chosen stays to be seen, also where nothing has it any more
  const counted = new Set(facet.values.map(({ value }) => value));
  const lost = chosenValues(view, facet.name).filter((value) => !counted.has(value));
  const values = [...facet.values, ...lost.map((value) => ({ value, count: 0, price: null }))];
  const choices = values.map((value) => choiceOf(view, facet.name, value));
  const first = choices.filter(({ isOn }, place) => place < few || isOn);
  const shown = isOpen ? choices : first;
  return (
    <fieldset className="facet">
      <legend className="facet-heading" dir="auto">
        {heading}
      </legend>
      <ul className="facet-values">
        {shown.map(({ value, range, count, isOn, next }) => (
          <li key={value}>
            <FacetChoice range={range} value={value} count={count} isOn={isOn} onFlip={() => onView(next)} />
          </li>
        ))}
      </ul>
      {choices.length > first.length && (
        <Button kind="quiet" className="facet-all" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? facets.fewer : facets.all(choices.length)}
        </Button>
      )}
    </fieldset>
  );
}

interface FacetChoiceProps {
  readonly value: string;
  readonly range: Range | null;
  readonly count: number;
  readonly isOn: boolean;
  readonly onFlip: () => void;
}

function FacetChoice({ value, range, count, isOn, onFlip }: FacetChoiceProps) {
  const rangeWords = useRangeWords();
  const { format } = useLanguage();
  return (
    <label className="facet-value">
      <input type="checkbox" checked={isOn} onChange={onFlip} />
      <span className="facet-name" dir="auto">
        {range ? rangeWords(range) : value}
      </span>
      <span className="facet-count">{format.number(count)}</span>
    </label>
  );
}

type FacetValue = Pick<SearchFacetFragment['values'][number], 'value' | 'count' | 'price'>;

function choiceOf(view: View, facet: string, { value, count, price }: FacetValue) {
  if (!price) {
    const isOn = chosenValues(view, facet).includes(value);
    return { value, count, range: null, isOn, next: toggled(view, facet, value) };
  }
  const range: Range = { min: price.min ?? null, max: price.max ?? null, currency: price.currency };
  const isOn = view.ranges.some((one) => isSame(one, range));
  return { value, count, range, isOn, next: withRange(view, range) };
}
