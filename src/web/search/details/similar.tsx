import { useQuery } from 'urql';
import { Picture } from '../../shared/picture.tsx';
import { Skeleton } from '../../shared/skeleton.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { graphql } from '../gql/index.ts';
import { Link } from '../link.tsx';
import { useWords } from '../words.ts';

const similarQuery = graphql(`
  query ProductSimilar($id: ID!) {
    product(by: { id: $id }) {
      similar(first: 12) {
        nodes {
          id
          title
          price { amount currency }
          mainImage { url(width: 240) }
        }
      }
    }
  }
`);

interface SimilarProps {
  readonly productId: string;
  readonly hrefOf: (productId: string) => string;
  readonly onDetails: (productId: string) => void;
}

/** Products whose pictures are nearest to this one's. It looks for them by itself, after the details are there. */
export function Similar({ productId, hrefOf, onDetails }: SimilarProps) {
  const { results } = useWords();
  const { format } = useLanguage();
  const [{ data, fetching }] = useQuery({ query: similarQuery, variables: { id: productId } });
  const nodes = data?.product?.similar.nodes ?? [];
  return (
    <section className="details-similar">
      <h3 className="details-heading">{results.details.similar}</h3>
      {!fetching && nodes.length === 0 && <p className="quiet">{results.details.noSimilar}</p>}
      <ul className="strip">
        {fetching &&
          [1, 2, 3, 4, 5, 6].map((place) => (
            <li key={place}>
              <Skeleton className="card-shape" />
            </li>
          ))}
        {nodes.map(({ id, title, price, mainImage }) => (
          <li key={id}>
            <Link className="strip-link" href={hrefOf(id)} onFollow={() => onDetails(id)}>
              <Picture src={mainImage?.url} alt="" />
              <span className="strip-title" dir="auto">
                {title}
              </span>
              {price && <span className="quiet">{format.money(price)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
