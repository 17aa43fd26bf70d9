import { useSearch } from 'wouter';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useLive } from '../../shared/use-live.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { Explained } from './explained.tsx';
import { FailureList } from './list.tsx';
import { ReasonChoice } from './reason-choice.tsx';
import './failures.css';

const live = graphql(`
  subscription FailuresLive {
    indexStatus {
      images { failed }
      failures { code count }
    }
  }
`);

/** The pictures that could not be indexed, by reason: what each reason means, and a way to try them again. */
export function FailuresPane() {
  const { failures, reasons } = useWords();
  const { data, error, retry } = useLive(live, {});
  const asked = new URLSearchParams(useSearch()).get('reason');
  const counts = data?.indexStatus.failures ?? [];
  const total = data?.indexStatus.images.failed;
  const reason = isReason(asked, reasons) ? asked : null;
  const count = reason === null ? total : (counts.find(({ code }) => code === reason)?.count ?? 0);
  return (
    <>
      <div className="pane-head">
        <div>
          <h1>{failures.title}</h1>
          <p>{failures.about}</p>
        </div>
      </div>
      {error && (
        <Problem error={error} onRetry={retry}>
          {failures.liveEnded}
        </Problem>
      )}
      {total === undefined && !error && <Loading lines={6} />}
      {total !== undefined && (total > 0 || reason !== null) && (
        <ReasonChoice counts={counts} total={total} chosen={reason} />
      )}
      {reason !== null && <Explained reason={reason} />}
      {total === 0 && reason === null ? (
        <section className="card failures-none">
          <h2>{failures.none}</h2>
          <p className="quiet">{failures.noneMeans}</p>
        </section>
      ) : (
        (total !== undefined || error) && (
          <FailureList key={reason} reason={reason} count={count} total={total} />
        )
      )}
    </>
  );
}

/** Whether an address names a reason that there are words for. */
function isReason<Reasons extends object>(
  name: string | null,
  reasons: Reasons,
): name is keyof Reasons & string {
  return name !== null && Object.hasOwn(reasons, name);
}
