import { useId, useRef } from 'react';
import { Button } from '../../../shared/button.tsx';
import { Icon } from '../../../shared/icon.tsx';
import { useWords } from '../../words.ts';
import type { Faults } from './check.ts';
import { Theirs } from './theirs.tsx';
import type { Draft, DraftActions } from './use-draft.ts';
import type { Attribute } from './values.ts';

interface AttributesFieldProps {
  readonly draft: Draft;
  readonly actions: DraftActions;
  readonly faults: Faults;
}

/** Names and values, a row each. */
export function AttributesField({ draft, actions, faults }: AttributesFieldProps) {
  const { product: words } = useWords();
  const list = useRef<HTMLUListElement>(null);
  const added = useRef(false);
  const { attributes } = draft.mine;
  const set = (next: readonly Attribute[]) => actions.set({ attributes: next });
  const add = () => {
    added.current = true;
    set([...attributes, { key: `added-${performance.now()}`, name: '', value: '' }]);
  };
  return (
    <fieldset className="product-attributes">
      <legend>{words.fields.attributes}</legend>
      {attributes.length === 0 && <p className="field-hint">{words.noAttributes}</p>}
      <ul ref={list}>
        {attributes.map((attribute, index) => (
          <AttributeRow
            key={attribute.key}
            attribute={attribute}
            number={index + 1}
            faults={faults}
            focus={added.current && index === attributes.length - 1}
            onChange={(changed) => set(attributes.with(index, changed))}
            onRemove={() => {
              set(attributes.toSpliced(index, 1));
              list.current?.closest('fieldset')?.querySelector<HTMLElement>(':scope > button')?.focus();
            }}
          />
        ))}
      </ul>
      {faults.has('attributes') && <p className="field-error">{faults.get('attributes')}</p>}
      <Theirs field="attributes" draft={draft} actions={actions} />
      <Button onClick={add}>
        <Icon name="add" />
        {words.addAttribute}
      </Button>
    </fieldset>
  );
}

interface AttributeRowProps {
  readonly attribute: Attribute;
  readonly number: number;
  readonly faults: Faults;
  /** It was just added, so it is typed into next. */
  readonly focus: boolean;
  readonly onChange: (attribute: Attribute) => void;
  readonly onRemove: () => void;
}

function AttributeRow({ attribute, number, faults, focus, onChange, onRemove }: AttributeRowProps) {
  const { product: words } = useWords();
  const id = useId();
  const part = (name: 'name' | 'value', label: string) => {
    const fault = faults.get(`attributes.${attribute.key}.${name}`);
    return (
      <div className="product-attribute-part">
        <input
          className="input"
          dir="auto"
          aria-label={label}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-${name}` : undefined}
          placeholder={words.attributeHeads[name]}
          // biome-ignore lint/a11y/noAutofocus: the row was asked for to be typed into
          autoFocus={focus && name === 'name'}
          value={attribute[name]}
          onChange={({ target }) => onChange({ ...attribute, [name]: target.value })}
        />
        {fault && (
          <p className="field-error" id={`${id}-${name}`}>
            {fault}
          </p>
        )}
      </div>
    );
  };
  return (
    <li>
      {part('name', words.attributeName(number))}
      {part('value', words.attributeValue(number))}
      <Button
        kind="quiet"
        className="button-icon"
        aria-label={words.removeAttribute(attribute.name || String(number))}
        onClick={onRemove}
      >
        <Icon name="close" />
      </Button>
    </li>
  );
}
