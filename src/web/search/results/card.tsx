import { memo } from 'react';
import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import { Picture } from '../../shared/picture.tsx';
import { useLanguage } from '../../wording/wording.ts';
import type { NamedProduct } from '../asked.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { Link } from '../link.tsx';
import { useWords } from '../words.ts';
import { Match } from './match.tsx';

export const ResultCard = graphql(`
  fragment ResultCard on SearchResultEdge {
    score
    match
    ranks { fused vector text titles }
    image { id url(width: 400) }
    node {
      id
      title
      brand
      inStock
      url
      price { amount currency }
      mainImage { id url(width: 400) }
    }
  }
`);

interface CardProps {
  readonly edge: FragmentType<typeof ResultCard>;
  /** The address of a product's details, without its id. */
  readonly detailsHref: string;
  /** Whether the bare score is shown. */
  readonly scores: boolean;
  /** Whether 'more like this' is on. */
  readonly canLike: boolean;
  readonly eager: boolean;
  readonly onDetails: (productId: string) => void;
  readonly onLike: (product: NamedProduct) => void;
}

/** A product that was found. */
export const Card = memo(function Card({
  edge,
  detailsHref,
  scores,
  canLike,
  eager,
  onDetails,
  onLike,
}: CardProps) {
  const { results } = useWords();
  const { format } = useLanguage();
  const { score = null, match = null, image, node } = readFragment(ResultCard, edge);
  const imageUrl = (image ?? node.mainImage)?.url ?? null;
  return (
    <article className="card">
      <Link
        className="card-link"
        href={`${detailsHref}p=${encodeURIComponent(node.id)}`}
        onFollow={() => onDetails(node.id)}
      >
        <Picture src={imageUrl} alt="" eager={eager} />
        <h3 className="card-title" dir="auto">
          {node.title}
        </h3>
      </Link>
      {!node.inStock && <p className="card-sold">{results.soldOut}</p>}
      <p className="card-facts">
        {node.price && <strong className="card-price">{format.money(node.price)}</strong>}
        {node.brand && (
          <span className="card-brand" dir="auto">
            {node.brand}
          </span>
        )}
      </p>
      <Match match={match} score={score} bare={scores} />
      <p className="card-actions">
        {canLike && (
          <Button
            kind="quiet"
            className="card-action"
            aria-label={results.similarTo(node.title)}
            onClick={() => onLike({ id: node.id, title: node.title, imageUrl })}
          >
            <Icon name="similar" />
            <span>{results.similar}</span>
          </Button>
        )}
        {node.url && (
          <a
            className="button button-quiet button-icon card-action"
            href={node.url}
            aria-label={`${results.toShop}: ${node.title}`}
            title={results.toShop}
            rel="noreferrer"
          >
            <Icon name="open" />
          </a>
        )}
      </p>
    </article>
  );
});
