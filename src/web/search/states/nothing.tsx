import { Button } from '../../shared/button.tsx';
import { useChoiceWords } from '../facets/chips.tsx';
import { choicesOf, withoutFilter } from '../filter.ts';
import type { View } from '../view.ts';
import { useWords } from '../words.ts';

interface NothingProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Nothing was found: what to do about it, each at a click. */
export function Nothing({ view, onView }: NothingProps) {
  const { states } = useWords();
  const choiceWords = useChoiceWords();
  const choices = choicesOf(view);
  const isStrict = view.match !== null || view.score !== null;
  const words = states.nothing;
  return (
    <section className="empty">
      <h2>{words.heading}</h2>
      {choices.length > 0 && <p>{words.filters}</p>}
      {isStrict && <p>{words.strength}</p>}
      {choices.length === 0 && !isStrict && <p>{words.plain}</p>}
      <p className="empty-actions">
        {isStrict && (
          <Button kind="first" onClick={() => onView({ ...view, match: null, score: null })}>
            {words.weaker}
          </Button>
        )}
        {choices.map((choice) => (
          <Button key={choiceWords(choice)} onClick={() => onView(choice.without)}>
            {words.without(choiceWords(choice))}
          </Button>
        ))}
        {choices.length > 1 && (
          <Button kind="first" onClick={() => onView(withoutFilter(view))}>
            {words.clearFilters}
          </Button>
        )}
      </p>
    </section>
  );
}
