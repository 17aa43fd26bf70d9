import { useId } from 'react';
import { Badge } from '../../shared/badge.tsx';
import { Meter } from '../../shared/meter.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { InstallSteps } from './install-steps.tsx';

export const modelFragment = graphql(`
  fragment ModelsModel on EmbeddingModel {
    id
    name
    version
    dimensions
    languages
    state
    active
    images { total indexed pending failed }
  }
`);

const tones = { LOADING: 'warn', READY: 'good', NOT_INSTALLED: 'quiet' } as const;
const counted = ['indexed', 'pending', 'failed'] as const;
/** More than these are counted. */
const maxLanguages = 12;

/** A model, how it stands, and how much of the catalogue it covers. */
export function ModelCard({ model }: { readonly model: FragmentType<typeof modelFragment> }) {
  const { format } = useLanguage();
  const { models } = useWords();
  const id = useId();
  const { name, version, dimensions, languages, state, active, images } = readFragment(modelFragment, model);
  const share = images.total === 0 ? 0 : images.indexed / images.total;
  const covers = images.total === 0 ? models.coversNothing : models.coversText(images.indexed, images.total);
  return (
    <article className={active ? 'card model model-active' : 'card model'} aria-labelledby={id}>
      <header className="row">
        <h2 id={id}>{name}</h2>
        {active && <Badge tone="accent">{models.active}</Badge>}
        <Badge tone={tones[state]}>{models.states[state]}</Badge>
      </header>
      <p className="quiet">
        {active && models.activeMeans} {models.stateMeans[state]}
      </p>
      <div className="model-covers">
        <p className="model-figures">
          <span>{models.covers}</span>
          <strong>{covers}</strong>
        </p>
        <Meter label={models.covers} value={share} text={covers} large />
        <dl className="model-counts">
          {counted.map((one) => (
            <div key={one}>
              <dt>{models.counts[one]}</dt>
              <dd>{format.number(images[one])}</dd>
            </div>
          ))}
        </dl>
      </div>
      <dl className="model-facts">
        <div>
          <dt>{models.version}</dt>
          <dd>{version}</dd>
        </div>
        <div>
          <dt>{models.dimensions}</dt>
          <dd>{format.number(dimensions)}</dd>
        </div>
        <div>
          <dt>{models.languages}</dt>
          <dd>
            <Languages tags={languages} />
          </dd>
        </div>
      </dl>
      {state === 'NOT_INSTALLED' && <InstallSteps name={name} />}
    </article>
  );
}

function Languages({ tags }: { readonly tags: readonly string[] }) {
  const { format } = useLanguage();
  const { models } = useWords();
  if (tags.length === 0) return models.noLanguages;
  const names = new Intl.DisplayNames(format.locale, { type: 'language' });
  const told = tags.map((tag) => names.of(tag) ?? tag);
  if (told.length <= maxLanguages) return new Intl.ListFormat(format.locale).format(told);
  return (
    <details>
      <summary>{models.manyLanguages(told.length)}</summary>
      {told.sort(new Intl.Collator(format.locale).compare).join(', ')}
    </details>
  );
}
