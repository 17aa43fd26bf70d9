import { memo } from 'react';
import { Skeleton } from '../../shared/skeleton.tsx';
import type { NamedProduct } from '../asked.ts';
import type { ResultEdge } from '../enquiry.ts';
import { Card } from './card.tsx';

interface GridProps {
  readonly edges: readonly ResultEdge[];
  /** Whether it is of a view that was left, until the next is answered. */
  readonly isStale: boolean;
  readonly detailsHref: string;
  readonly scores: boolean;
  readonly canLike: boolean;
  readonly onDetails: (productId: string) => void;
  readonly onLike: (product: NamedProduct) => void;
}

/** What is seen before anything is scrolled. */
const eager = 12;

/** The products that were found, as a grid. */
export const Grid = memo(function Grid({ edges, isStale, ...card }: GridProps) {
  return (
    <ul className={isStale ? 'grid grid-stale' : 'grid'} aria-busy={isStale}>
      {edges.map((edge, place) => (
        <li key={edge.node.id} className="grid-item">
          <Card edge={edge} eager={place < eager} {...card} />
        </li>
      ))}
    </ul>
  );
});

/** Shapes where results will be. */
export function GridSkeleton() {
  return (
    <div className="grid" aria-hidden="true">
      {Array.from({ length: 12 }, (_, place) => place).map((place) => (
        <div key={place} className="card">
          <Skeleton className="card-shape" />
          <Skeleton className="skeleton-line" />
          <Skeleton className="skeleton-line" />
        </div>
      ))}
    </div>
  );
}
