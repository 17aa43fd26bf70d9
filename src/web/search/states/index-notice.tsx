import { Meter } from '../../shared/meter.tsx';
import { Notice } from '../../shared/notice.tsx';
import { useLive } from '../../shared/use-live.ts';
import { useLanguage } from '../../wording/wording.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';

const statusOf = graphql(`
  subscription SearchIndexStatus {
    indexStatus {
      coverage
      products
    }
  }
`);

/** Says how much of the catalogue is found, while that is not all. */
export function IndexNotice() {
  const { states } = useWords();
  const { format } = useLanguage();
  const { data } = useLive(statusOf, {});
  if (data === undefined) return null;
  const { coverage, products } = data.indexStatus;
  if (products === 0) {
    return (
      <Notice actions={<a href="/admin">{states.index.add}</a>}>
        <p>{states.index.empty}</p>
      </Notice>
    );
  }
  if (coverage === 1) return null;
  // never told as whole while it is not
  const share = Math.min(coverage, 0.999);
  return (
    <Notice>
      <p>
        <strong>{states.index.part(share, products)}</strong> {states.index.hint}
      </p>
      <Meter label={states.index.label} value={share} text={format.percent(share)} />
    </Notice>
  );
}
