import { useId, useState } from 'react';
import { Button } from '../../../shared/button.tsx';
import { Field } from '../../../shared/field.tsx';
import { useWords } from '../../words.ts';
import { Choice, YesNo } from './choice.tsx';
import { conditions, everything, type ListFilter, orders, reasons, states } from './filter.ts';
import { LateInput } from './late-input.tsx';
import type { Row } from './row.tsx';

interface FilterBarProps {
  readonly filter: ListFilter;
  /** Those that are shown: their categories and brands are offered. */
  readonly items: readonly Row[];
  readonly onChange: (filter: ListFilter) => void;
}

/** What to look for in the list. */
export function FilterBar({ filter, items, onChange }: FilterBarProps) {
  const { products: words, reasons: why } = useWords();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const count = conditions({ ...filter, words: '' });
  const set = (part: Partial<ListFilter>) => onChange({ ...filter, ...part });
  return (
    <search className="products-filters">
      <LateInput
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        value={filter.words}
        onChange={(text) => set({ words: text })}
      />
      <Button
        className="products-toggle"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        {count > 0 ? words.filtersOn(count) : words.filters}
      </Button>
      <div id={panel} className={open ? 'products-panel products-open' : 'products-panel'}>
        <Choice
          label={words.state}
          choices={states}
          nameOf={(state) => words.states[state]}
          value={filter.state}
          onChange={(state) => set({ state })}
        />
        <Choice
          label={words.failure}
          choices={reasons}
          nameOf={(code) => why[code].name}
          value={filter.failure}
          onChange={(failure) => set({ failure })}
        />
        <YesNo
          label={words.pictures}
          yes={words.withPictures}
          no={words.withoutPictures}
          value={filter.hasPictures}
          onChange={(hasPictures) => set({ hasPictures })}
        />
        <YesNo
          label={words.stock}
          yes={words.inStock}
          no={words.outOfStock}
          value={filter.inStock}
          onChange={(inStock) => set({ inStock })}
        />
        <TextFilter
          label={words.category}
          placeholder={words.categoryHint}
          value={filter.category}
          offered={items.map(({ category }) => category)}
          onChange={(category) => set({ category })}
        />
        <TextFilter
          label={words.brand}
          value={filter.brand}
          offered={items.map(({ brand }) => brand)}
          onChange={(brand) => set({ brand })}
        />
        <Choice
          label={words.order}
          choices={orders}
          nameOf={(order) => words.orders[order]}
          value={filter.order}
          onChange={(order) => set({ order: order ?? everything.order })}
          needed
        />
        {count > 0 && (
          <Button
            kind="quiet"
            className="products-clear"
            onClick={() => onChange({ ...everything, words: filter.words, order: filter.order })}
          >
            {words.clearFilters}
          </Button>
        )}
      </div>
    </search>
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly offered: readonly (string | null | undefined)[];
  readonly onChange: (value: string) => void;
}

const maxOffered = 50;

function TextFilter({ label, placeholder, value, offered, onChange }: TextFilterProps) {
  const list = useId();
  const options = [...new Set(offered)].filter((one): one is string => !!one).slice(0, maxOffered);
  return (
    <Field
      label={label}
      control={(control) => (
        <>
          <LateInput
            {...control}
            list={list}
            placeholder={placeholder}
            value={value}
            onChange={onChange}
            dir="auto"
          />
          <datalist id={list}>
            {options.sort().map((option) => (
              <option key={option} value={option} />
            ))}
          </datalist>
        </>
      )}
    />
  );
}
