import { Badge } from '../../shared/badge.tsx';
import type { SettingsSettingFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';

export const settingFragment = graphql(`
  fragment SettingsSetting on Setting {
    name
    value
    default
    unit
    description
    isDefault
  }
`);

/** A setting: what it is for, what it is, and what it would be where nothing were said. */
export function SettingRow({ setting }: { readonly setting: SettingsSettingFragment }) {
  const { settings } = useWords();
  const { name, value, unit, description, isDefault, default: fallback } = setting;
  return (
    <li className={isDefault ? 'setting' : 'setting setting-changed'}>
      <div className="setting-words">
        <h3 className="row">
          <code>{name}</code>
          {!isDefault && <Badge tone="accent">{settings.changed}</Badge>}
        </h3>
        <p className="quiet" lang="en">
          {description}
        </p>
      </div>
      <dl className="setting-values">
        <div>
          <dt>{settings.value}</dt>
          <dd>
            <Value value={value} unit={unit} />
          </dd>
        </div>
        {!isDefault && (
          <div>
            <dt>{settings.fallback}</dt>
            <dd>
              <Value value={fallback} unit={unit} />
            </dd>
          </div>
        )}
      </dl>
    </li>
  );
}

interface ValueProps {
  readonly value: string;
  readonly unit?: string | null;
}

function Value({ value, unit }: ValueProps) {
  const { settings } = useWords();
  if (value === '') return <span className="quiet">{settings.nothing}</span>;
  return (
    <>
      <code>{value}</code>
      {unit && /^\d+$/.test(value) && (
        <span className="quiet" lang="en">
          {' '}
          {unit}
        </span>
      )}
    </>
  );
}
