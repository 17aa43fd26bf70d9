import { Badge } from '../../shared/badge.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';

const tilesFragment = graphql(`
  fragment OverviewTiles on IndexStatus {
    products
    productsWithoutImages
    images { total indexed pending failed }
    texts { total indexed pending failed }
    activeModel { id name version dimensions state }
  }
`);

const modelTones = { LOADING: 'warn', READY: 'good', NOT_INSTALLED: 'quiet' } as const;

/** The figures of the index, side by side. */
export function Tiles({ status }: { readonly status: FragmentType<typeof tilesFragment> }) {
  const { format } = useLanguage();
  const { overview } = useWords();
  const { products, productsWithoutImages, images, texts, activeModel } = readFragment(tilesFragment, status);
  return (
    <div className="tiles">
      <section className="card tile" aria-labelledby="tile-products">
        <h2 id="tile-products">{overview.products}</h2>
        <p className="tile-figure">{format.number(products)}</p>
        <p className="quiet">
          {productsWithoutImages > 0
            ? overview.withoutPictures(productsWithoutImages)
            : overview.allWithPictures}
        </p>
      </section>
      <CountsTile name="pictures" counts={images} />
      <CountsTile name="texts" counts={texts} />
      <section className="card tile" aria-labelledby="tile-model">
        <h2 id="tile-model">{overview.model}</h2>
        {activeModel ? (
          <>
            <p className="tile-name">
              {activeModel.name} {activeModel.version}
            </p>
            <p className="row">
              <Badge tone={modelTones[activeModel.state]}>{overview.modelStates[activeModel.state]}</Badge>
              <span className="quiet">{overview.dimensions(activeModel.dimensions)}</span>
            </p>
          </>
        ) : (
          <p className="tile-name">{overview.noModel}</p>
        )}
      </section>
    </div>
  );
}

const states = ['indexed', 'pending', 'failed'] as const;

interface CountsTileProps {
  readonly name: 'pictures' | 'texts';
  readonly counts: Readonly<Record<(typeof states)[number] | 'total', number>>;
}

function CountsTile({ name, counts }: CountsTileProps) {
  const { format } = useLanguage();
  const { overview } = useWords();
  return (
    <section className="card tile" aria-labelledby={`tile-${name}`}>
      <h2 id={`tile-${name}`}>{overview[name]}</h2>
      <p className="tile-figure">{format.number(counts.total)}</p>
      <div className="stack" aria-hidden="true">
        {states.map((state) => (
          <span key={state} className={`stack-${state}`} style={{ flexGrow: counts[state] }} />
        ))}
      </div>
      <dl className="tile-counts">
        {states.map((state) => (
          <div key={state} className={`tile-${state}`}>
            <dt>{overview.counts[state]}</dt>
            <dd>{format.number(counts[state])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
