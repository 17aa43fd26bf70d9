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
/** What 2, 3, 4, 5 and 6 columns fill. */
const rowsOf = 60;

/** The products that were found, as a grid. */
export const Grid = memo(function Grid({ edges, isStale, ...card }: GridProps) {
  return (
    <div className="grids" aria-busy={isStale}>
      {inRows(edges).map((rows, at) => (
        <ul key={rows[0]?.node.id} className={isStale ? 'grid grid-rows grid-stale' : 'grid grid-rows'}>
          {rows.map((edge, place) => (
            <li key={edge.node.id}>
              <Card edge={edge} eager={at === 0 && place < eager} {...card} />
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
});

/** Whole rows of any number of columns that there is, so that a browser lays out only those that are in sight. */
function inRows(edges: readonly ResultEdge[]): readonly (readonly ResultEdge[])[] {
  return Array.from({ length: Math.ceil(edges.length / rowsOf) }, (_, at) =>
    edges.slice(at * rowsOf, (at + 1) * rowsOf),
  );
}

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
