import { useQuery } from 'urql';
import { Link } from 'wouter';
import { Picture } from '../../../shared/picture.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { Loading } from '../../../shared/skeleton.tsx';
import { graphql, readFragment } from '../../gql/index.ts';
import { useWords } from '../../words.ts';
import { productPath } from '../paths.ts';
import { productPicture } from '../pictures/picture-card.tsx';
import type { Page } from './product-view.tsx';

const similarTo = graphql(`
  query ProductsPaneSimilar($id: ID!) {
    product(by: { id: $id }) {
      id
      similar(first: 8) {
        edges { match image { url(width: 160) } node { id title mainImage { url(width: 160) } } }
      }
    }
  }
`);

/** What search finds like a product: that it finds it at all. */
export function Similar({ product }: { readonly product: Page }) {
  const { product: words } = useWords();
  const [main] = product.images.map((image) => readFragment(productPicture, image));
  const indexed = main?.indexing.state === 'INDEXED';
  return (
    <section className="card" aria-labelledby="similar-heading">
      <h2 id="similar-heading">{words.similar}</h2>
      {/* anew for each main picture */}
      {indexed ? <Strip key={main.id} id={product.id} /> : <p className="quiet">{words.similarWaits}</p>}
    </section>
  );
}

function Strip({ id }: { readonly id: string }) {
  const { product: words } = useWords();
  const [{ data, error, fetching }, ask] = useQuery({ query: similarTo, variables: { id } });
  const edges = data?.product?.similar.edges ?? [];
  if (error) return <Problem error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (fetching && !data) return <Loading lines={2} />;
  if (edges.length === 0) return <p className="quiet">{words.similarNone}</p>;
  return (
    <ul className="similar-strip">
      {edges.map(({ node, image, match }) => (
        <li key={node.id}>
          <Link href={productPath(node.id)} className="similar-link">
            <Picture src={image?.url ?? node.mainImage?.url} alt="" />
            <span className="similar-title" dir="auto">
              {node.title}
            </span>
          </Link>
          {match && <span className="products-small quiet">{words.match[match]}</span>}
        </li>
      ))}
    </ul>
  );
}
