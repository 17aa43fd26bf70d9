import { Field } from '../../../shared/field.tsx';
import { useLanguage } from '../../../wording/wording.ts';
import { useWords } from '../../words.ts';
import type { Faults } from './check.ts';
import { Theirs } from './theirs.tsx';
import type { Draft, DraftActions } from './use-draft.ts';

interface PriceFieldProps {
  readonly draft: Draft;
  readonly actions: DraftActions;
  readonly faults: Faults;
}

const currencies = Intl.supportedValuesOf('currency');

/** An amount and its currency; no amount is no price. */
export function PriceField({ draft, actions, faults }: PriceFieldProps) {
  const { fields } = useWords().product;
  const { format } = useLanguage();
  const { amount, currency } = draft.mine;
  const names = new Intl.DisplayNames(format.locale, { type: 'currency' });
  const offered = currencies.includes(currency) ? currencies : [currency, ...currencies];
  return (
    <div className="product-pair">
      <Field
        label={fields.amount}
        error={faults.get('amount')}
        control={(control) => (
          <input
            {...control}
            className="input"
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            onChange={({ target }) => actions.set({ amount: target.value })}
          />
        )}
      >
        <Theirs field="amount" draft={draft} actions={actions} />
      </Field>
      <Field
        label={fields.currency}
        error={faults.get('currency')}
        control={(control) => (
          <select
            {...control}
            className="input"
            value={currency}
            onChange={({ target }) => actions.set({ currency: target.value })}
          >
            {offered.map((code) => (
              <option key={code} value={code}>
                {code}: {names.of(code)}
              </option>
            ))}
          </select>
        )}
      />
    </div>
  );
}
