import { Field } from '../../../shared/field.tsx';
import { useWords } from '../../words.ts';
import { oneOf } from './filter.ts';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Value[];
  readonly nameOf: (choice: Value) => string;
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
  /** One of them must be chosen. */
  readonly needed?: boolean;
}

/** One of several, or any. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, choices, nameOf, value, onChange, needed } = props;
  const { any } = useWords().products;
  return (
    <Field
      label={label}
      control={(control) => (
        <select
          {...control}
          className="input"
          value={value ?? ''}
          onChange={(event) => onChange(oneOf(choices, event.target.value))}
        >
          {!needed && <option value="">{any}</option>}
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {nameOf(choice)}
            </option>
          ))}
        </select>
      )}
    />
  );
}

interface YesNoProps {
  readonly label: string;
  readonly yes: string;
  readonly no: string;
  /** null: both. */
  readonly value: boolean | null;
  readonly onChange: (value: boolean | null) => void;
}

/** A condition that holds, does not, or is none. */
export function YesNo({ label, yes, no, value, onChange }: YesNoProps) {
  return (
    <Choice
      label={label}
      choices={['yes', 'no']}
      nameOf={(choice) => (choice === 'yes' ? yes : no)}
      value={value === null ? null : value ? 'yes' : 'no'}
      onChange={(chosen) => onChange(chosen === null ? null : chosen === 'yes')}
    />
  );
}
