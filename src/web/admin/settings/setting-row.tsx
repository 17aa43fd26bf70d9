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
          <Label unit={unit}>{settings.value}</Label>
          <dd>
            <Value value={value} />
          </dd>
        </div>
        {!isDefault && (
          <div>
            <Label unit={unit}>{settings.fallback}</Label>
            <dd>
              <Value value={fallback} />
            </dd>
          </div>
        )}
      </dl>
    </li>
  );
}

function Value({ value }: { readonly value: string }) {
  const { settings } = useWords();
  return value === '' ? <span className="quiet">{settings.nothing}</span> : <code>{value}</code>;
}

interface LabelProps {
  readonly children: string;
  readonly unit?: string | null;
}

function Label({ children, unit }: LabelProps) {
  return (
    <dt>
      {children}
      {unit && (
        <>
          , <span lang="en">{unit}</span>
        </>
      )}
    </dt>
  );
}
