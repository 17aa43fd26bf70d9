import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { parseRange, type View } from '../view.ts';
import { useWords } from '../words.ts';

interface PriceProps {
  /** What the prices are in; empty where they are in several. */
  readonly currency: string;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** A range of prices of one's own. */
export function Price({ currency, view, onView }: PriceProps) {
  const { facets } = useWords();
  const [min, setMin] = useState(view.price?.min ?? '');
  const [max, setMax] = useState(view.price?.max ?? '');
  const [isWrong, setWrong] = useState(false);
  const hintId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [from, to] = [min, max].map((text) => text.trim().replace(',', '.'));
    const price = parseRange(`${from}_${to}${currency === '' ? '' : `_${currency}`}`);
    setWrong(price === null && `${from}${to}` !== '');
    if (price !== null || `${from}${to}` === '') onView({ ...view, price });
  };
  const field = (label: string, value: string, onValue: (text: string) => void) => (
    <label className="price-field">
      <span className="unseen">{label}</span>
      <input
        className="input"
        inputMode="decimal"
        autoComplete="off"
        placeholder={label}
        value={value}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? hintId : undefined}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  );
  return (
    <form className="price" onSubmit={submit} aria-label={facets.priceTyped(currency)}>
      {field(facets.from, min, setMin)}
      <span aria-hidden="true">–</span>
      {field(facets.to, max, setMax)}
      <Button type="submit">{facets.apply}</Button>
      {isWrong && (
        <p className="price-wrong" id={hintId} role="alert">
          {facets.notPrice}
        </p>
      )}
    </form>
  );
}
