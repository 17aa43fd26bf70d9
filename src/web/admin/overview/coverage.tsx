import { Meter } from '../../shared/meter.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';

const coverageFragment = graphql(`
  fragment OverviewCoverage on IndexStatus {
    coverage
    products
    productsWithVectors
    productsWithoutImages
  }
`);

/** How much of the catalogue search finds, large. */
export function Coverage({ status }: { readonly status: FragmentType<typeof coverageFragment> }) {
  const { format } = useLanguage();
  const { overview } = useWords();
  const { coverage, products, productsWithVectors, productsWithoutImages } = readFragment(
    coverageFragment,
    status,
  );
  // rounded down: 100 % is told only when nothing lacks
  const share = format.percent(Math.floor(coverage * 1000) / 1000);
  const means = overview.coverageMeans(productsWithVectors, products - productsWithoutImages);
  return (
    <section className="card coverage" aria-labelledby="coverage">
      <h2 id="coverage">{overview.coverage}</h2>
      <p className="coverage-share">{share}</p>
      <Meter label={overview.coverage} value={coverage} text={`${share}. ${means}`} large />
      <p className="quiet">{means}</p>
    </section>
  );
}
