import { Link } from 'wouter';
import { useLanguage } from '../../wording/wording.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';

const reasonsFragment = graphql(`
  fragment OverviewReasons on IndexStatus {
    failures { code count }
  }
`);

/** Failed pictures by reason, each a way to the pictures. */
export function Reasons({ status }: { readonly status: FragmentType<typeof reasonsFragment> }) {
  const { format } = useLanguage();
  const { overview, reasons } = useWords();
  const { failures } = readFragment(reasonsFragment, status);
  return (
    <section className="overview-part" aria-labelledby="overview-failures">
      <div className="pane-head">
        <h2 id="overview-failures">{overview.failures}</h2>
        <Link href="/admin/failures">{overview.allFailures}</Link>
      </div>
      {failures.length === 0 && <p className="quiet">{overview.noFailures}</p>}
      <ul className="overview-reasons">
        {[...failures]
          .sort((a, b) => b.count - a.count)
          .map(({ code, count }) => (
            <li key={code}>
              <Link className="overview-reason" href={`/admin/failures?reason=${code}`}>
                <span>
                  <strong>{reasons[code].name}</strong>
                  <span className="quiet">{reasons[code].hint}</span>
                </span>
                <span className="overview-count">{format.number(count)}</span>
              </Link>
            </li>
          ))}
      </ul>
    </section>
  );
}
