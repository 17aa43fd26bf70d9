import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../../shared/button.tsx';
import { Field } from '../../../shared/field.tsx';
import { useWords } from '../../words.ts';
import { AttributesField } from './attributes-field.tsx';
import { standingFaults } from './check.ts';
import { PriceField } from './price-field.tsx';
import { Theirs } from './theirs.tsx';
import type { Refused } from './use-attempt.ts';
import type { Draft, DraftActions } from './use-draft.ts';
import { changedFields } from './values.ts';

interface ProductFormProps {
  readonly draft: Draft;
  readonly actions: DraftActions;
  readonly refused: Refused;
  readonly isNew: boolean;
  readonly onSubmit: () => void;
  readonly busy: boolean;
  /** It can not be saved any more. */
  readonly over?: boolean;
  /** What is to be known before it is saved; it stays in sight. */
  readonly children: ReactNode;
}

/** All fields of a product. */
export function ProductForm({ draft, actions, refused, isNew, ...rest }: ProductFormProps) {
  const { product: words } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const { busy, over = false, onSubmit, children } = rest;
  const { base, mine } = draft;
  const dirty = changedFields(base, mine).length > 0;
  const faults = standingFaults(refused.faults, refused.values, mine);
  useEffect(() => {
    if (refused.faults.size > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [refused]);
  const line = (field: 'externalId' | 'title' | 'brand' | 'category', hint?: string) => (
    <Field
      label={words.fields[field]}
      hint={hint}
      error={faults.get(field)}
      control={(control) => (
        <input
          {...control}
          className="input"
          dir="auto"
          required={field === 'title' || field === 'externalId'}
          value={mine[field]}
          onChange={({ target }) => actions.set({ [field]: target.value })}
        />
      )}
    >
      <Theirs field={field} draft={draft} actions={actions} />
    </Field>
  );
  return (
    <form
      ref={form}
      className="product-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {isNew && line('externalId', words.fields.externalIdHint)}
      {line('title')}
      <Field
        label={words.fields.description}
        error={faults.get('description')}
        control={(control) => (
          <textarea
            {...control}
            className="input"
            dir="auto"
            rows={5}
            value={mine.description}
            onChange={({ target }) => actions.set({ description: target.value })}
          />
        )}
      >
        <Theirs field="description" draft={draft} actions={actions} />
      </Field>
      <div className="product-pair">
        {line('brand')}
        {line('category')}
      </div>
      <PriceField draft={draft} actions={actions} faults={faults} />
      <Field
        label={words.fields.url}
        error={faults.get('url')}
        control={(control) => (
          <input
            {...control}
            className="input"
            type="url"
            value={mine.url}
            onChange={({ target }) => actions.set({ url: target.value })}
          />
        )}
      >
        <Theirs field="url" draft={draft} actions={actions} />
      </Field>
      <div className="field">
        <label className="product-check">
          <input
            type="checkbox"
            checked={mine.inStock}
            onChange={({ target }) => actions.set({ inStock: target.checked })}
          />
          {words.fields.inStock}
        </label>
        <Theirs field="inStock" draft={draft} actions={actions} />
      </div>
      <AttributesField draft={draft} actions={actions} faults={faults} />
      {!over && (
        <div className={dirty ? 'product-end product-end-dirty' : 'product-end'}>
          {children}
          <p role="status" className={faults.size > 0 ? 'field-error' : 'quiet'}>
            {faults.size > 0 ? words.errors.some(faults.size) : dirty && words.unsaved}
          </p>
          {dirty && !isNew && (
            <Button kind="quiet" onClick={() => actions.revert()}>
              {words.undo}
            </Button>
          )}
          <Button type="submit" kind="first" busy={busy}>
            {busy ? words.saving : isNew ? words.create : words.save}
          </Button>
        </div>
      )}
    </form>
  );
}
