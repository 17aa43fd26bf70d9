import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import { type Choice, choicesOf, withoutFilter } from '../filter.ts';
import type { View } from '../view.ts';
import { useWords } from '../words.ts';
import { useRangeWords } from './range-words.ts';

interface ChipsProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** What is chosen, each to be taken away. */
export function Chips({ view, onView }: ChipsProps) {
  const { facets } = useWords();
  const choiceWords = useChoiceWords();
  const choices = choicesOf(view);
  if (choices.length === 0) return null;
  return (
    <ul className="chips" aria-label={facets.chosen}>
      {choices.map((choice) => {
        const text = choiceWords(choice);
        return (
          <li key={`${choice.kind === 'value' ? choice.facet : choice.kind} ${text}`}>
            <Button
              className="chip chip-chosen"
              aria-label={facets.remove(text)}
              onClick={() => onView(choice.without)}
            >
              <span className="chip-text" dir="auto">
                {text}
              </span>
              <Icon name="close" />
            </Button>
          </li>
        );
      })}
      {choices.length > 1 && (
        <li>
          <Button kind="quiet" className="chip" onClick={() => onView(withoutFilter(view))}>
            {facets.clear}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** Puts what is chosen into words. */
export function useChoiceWords(): (choice: Choice) => string {
  const { facets } = useWords();
  const rangeWords = useRangeWords();
  return (choice) => {
    if (choice.kind === 'inStock') return facets.onlyInStock;
    return choice.kind === 'range' ? rangeWords(choice.range) : choice.value;
  };
}
