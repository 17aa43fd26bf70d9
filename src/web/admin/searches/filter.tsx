import { Field } from '../../shared/field.tsx';
import type { SearchKind } from '../gql/graphql.ts';
import { useWords } from '../words.ts';

interface Shown {
  readonly all: boolean;
  readonly kind: SearchKind | null;
}

interface SearchFilterProps extends Shown {
  readonly kinds: readonly SearchKind[];
  readonly onChange: (shown: Shown) => void;
}

/** Those that found nothing or all, and what was searched with. */
export function SearchFilter({ all, kind, kinds, onChange }: SearchFilterProps) {
  const { searches } = useWords();
  return (
    <div className="searches-filter">
      <fieldset className="searches-which">
        <legend>{searches.which}</legend>
        {[false, true].map((one) => (
          <label key={String(one)}>
            <input
              type="radio"
              name="searches-which"
              checked={all === one}
              onChange={() => onChange({ all: one, kind })}
            />
            <span>{one ? searches.all : searches.foundNothing}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={searches.kind}
        control={(props) => (
          <select
            {...props}
            className="input"
            value={kind ?? ''}
            onChange={({ target }) =>
              onChange({ all, kind: kinds.find((one) => one === target.value) ?? null })
            }
          >
            <option value="">{searches.anyKind}</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {searches.kinds[one]}
              </option>
            ))}
          </select>
        )}
      />
    </div>
  );
}
