import { useQuery } from 'urql';
import { useLocation, useSearch } from 'wouter';
import { Field } from '../../shared/field.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { SettingRow, settingFragment } from './setting-row.tsx';
import './settings.css';

const inForce = graphql(`
  query SettingsList { settings { name ...SettingsSetting } }
`);

/** Every setting as it is in force, those that were changed marked; and how to change one. */
export function SettingsPane() {
  const { settings } = useWords();
  const [{ data, error, fetching }, read] = useQuery({ query: inForce, requestPolicy: 'network-only' });
  const all = data?.settings.map((setting) => readFragment(settingFragment, setting)) ?? [];
  const changed = all.filter(({ isDefault }) => !isDefault).length;
  const { words, onlyChanged, change } = useAddress();
  const sought = words.trim().toLowerCase();
  const shown = all.filter(
    ({ name, value, description, isDefault }) =>
      (!onlyChanged || !isDefault) &&
      [name, value, description].some((text) => text.toLowerCase().includes(sought)),
  );
  return (
    <>
      <div className="pane-head">
        <div>
          <h1>{settings.title}</h1>
          <p>{settings.about}</p>
        </div>
      </div>
      <section className="card settings-how">
        <p>
          <strong>{settings.howToChange}</strong> {settings.howToChangeMeans}
        </p>
        <pre>
          <code>LOG_LEVEL=debug</code>
        </pre>
        <p className="quiet">{settings.secrets}</p>
      </section>
      {error && (
        <Problem error={error} onRetry={() => read({ requestPolicy: 'network-only' })}>
          {settings.listFailed}
        </Problem>
      )}
      {!data && !error && fetching && <Loading lines={6} />}
      {data && (
        <>
          <div className="settings-tools">
            <Field
              label={settings.find}
              control={(props) => (
                <input
                  {...props}
                  className="input"
                  type="search"
                  value={words}
                  onChange={(event) => change({ words: event.target.value, onlyChanged })}
                />
              )}
            />
            <label className="settings-changed">
              <input
                type="checkbox"
                checked={onlyChanged}
                onChange={(event) => change({ words, onlyChanged: event.target.checked })}
              />
              {settings.onlyChanged(changed)}
            </label>
          </div>
          <div role="status">
            <h2 className="settings-shown">{settings.shown(shown.length, all.length)}</h2>
          </div>
          {shown.length === 0 && <p>{settings.none}</p>}
          <ul className="settings-list">
            {shown.map((setting) => (
              <SettingRow key={setting.name} setting={setting} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface Sought {
  readonly words: string;
  readonly onlyChanged: boolean;
}

/** What is sought, kept in the address, so that it can be sent to somebody. */
function useAddress(): Sought & { readonly change: (sought: Sought) => void } {
  const params = new URLSearchParams(useSearch());
  const [location, navigate] = useLocation();
  return {
    words: params.get('q') ?? '',
    onlyChanged: params.get('only') === 'changed',
    change({ words, onlyChanged }) {
      const next = new URLSearchParams({
        ...(words && { q: words }),
        ...(onlyChanged && { only: 'changed' }),
      });
      navigate(next.size > 0 ? `${location}?${next}` : location, { replace: true });
    },
  };
}
