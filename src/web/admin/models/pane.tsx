import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useLive } from '../../shared/use-live.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { ModelCard, modelFragment } from './model-card.tsx';
import './models.css';

const modelsKept = graphql(`
  query ModelsList { models { id ...ModelsModel } }
`);

const live = graphql(`
  subscription ModelsLive {
    indexStatus { activeModel { id ...ModelsModel } }
  }
`);

const capabilities = graphql(`
  subscription ModelsCapabilities {
    capabilities { searchByImage { available reason } }
  }
`);

/** The models whose vectors are kept: which is active, how each stands, and how much it covers. */
export function ModelsPane() {
  const { models } = useWords();
  const [{ data, error, fetching }, read] = useQuery({ query: modelsKept, requestPolicy: 'network-only' });
  const told = useLive(live, {});
  const works = useLive(capabilities, {});
  const active = told.data?.indexStatus.activeModel;
  const reason = works.data?.capabilities.searchByImage.reason;

  // another model became the active one, or this one came or went: the others have changed with it
  const standing = active && readFragment(modelFragment, active);
  const key = standing ? `${standing.id} ${standing.state}` : '';
  const reload = useEffectEvent(() => read({ requestPolicy: 'network-only' }));
  useEffect(() => {
    if (key !== '') reload();
  }, [key]);

  const listed = data?.models.map((model) => (model.id === active?.id ? active : model)) ?? [];
  return (
    <>
      <div className="pane-head">
        <div>
          <h1>{models.title}</h1>
          <p>{models.about}</p>
        </div>
      </div>
      {told.error && (
        <Problem error={told.error} onRetry={told.retry}>
          {models.liveEnded}
        </Problem>
      )}
      {error && (
        <Problem error={error} onRetry={reload}>
          {models.listFailed}
        </Problem>
      )}
      {!data && !error && fetching && <Loading lines={5} />}
      {data?.models.length === 0 && (
        <section className="card models-none">
          <h2>{models.none}</h2>
          <p className="quiet">{models.noneMeans}</p>
          {reason && (
            <p>
              {models.serverSays}{' '}
              <span lang="en" dir="auto">
                {reason}
              </span>
            </p>
          )}
        </section>
      )}
      <ul className="models">
        {listed.map((model) => (
          <li key={model.id}>
            <ModelCard model={model} />
          </li>
        ))}
      </ul>
    </>
  );
}
