import { type FormEvent, useId } from 'react';
import type { MatchStrength, ResultOrder } from '../gql/graphql.ts';
import type { View } from '../view.ts';
import { useWords } from '../words.ts';

interface OrderingProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}

const orders = ['RELEVANCE', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST'] as const satisfies readonly ResultOrder[];
const strengths = ['RELATED', 'STRONG', 'IDENTICAL'] as const satisfies readonly MatchStrength[];

/** What comes first. */
export function Order({ view, onView }: OrderingProps) {
  const { facets } = useWords();
  return (
    <label className="order">
      <span className="order-label">{facets.order}</span>
      <select
        className="input"
        value={view.order}
        onChange={({ currentTarget: { selectedIndex } }) =>
          onView({ ...view, order: orders[selectedIndex] ?? 'RELEVANCE' })
        }
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {facets.orders[order]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How near a result must come. */
export function Strength({ view, onView }: OrderingProps) {
  const { facets } = useWords();
  const name = useId();
  const choice = (match: MatchStrength | null, label: string) => (
    <label key={label} className="segment">
      <input
        type="radio"
        name={name}
        checked={view.match === match}
        onChange={() => onView({ ...view, match })}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset className="strength">
      <legend className="unseen">{facets.match}</legend>
      <span className="order-label" aria-hidden="true">
        {facets.match}
      </span>
      <div className="segments">
        {choice(null, facets.matches.all)}
        {strengths.map((match) => choice(match, facets.matches[match]))}
      </div>
    </fieldset>
  );
}

/** What only those want who know what a cosine is. */
export function Expert({ view, onView }: OrderingProps) {
  const { facets } = useWords();
  const hintId = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get('score');
    const score = typeof text === 'string' && text !== '' ? Number(text) : null;
    onView({ ...view, score: score === null ? null : Math.round(score * 1000) / 1000 });
  };
  return (
    <details className="expert" open={view.score !== null || view.folded}>
      <summary>{facets.expert}</summary>
      <form className="expert-form" onSubmit={submit}>
        <label className="field">
          <span>{facets.score}</span>
          <input
            key={view.score}
            className="input"
            type="number"
            name="score"
            min={-1}
            max={1}
            step={0.001}
            defaultValue={view.score ?? ''}
            aria-describedby={hintId}
            onBlur={(event) => event.currentTarget.form?.requestSubmit()}
          />
        </label>
        <p className="expert-hint" id={hintId}>
          {facets.scoreHint}
        </p>
      </form>
      <label className="facet-value">
        <input
          type="checkbox"
          checked={view.folded}
          onChange={() => onView({ ...view, folded: !view.folded })}
        />
        <span className="facet-name">{facets.folded}</span>
      </label>
    </details>
  );
}
