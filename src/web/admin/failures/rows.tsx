import { memo } from 'react';
import { type FragmentType, readFragment } from '../gql/index.ts';
import { FailureRow, failureFragment } from './row.tsx';

export interface FailureEdge {
  readonly cursor: string;
  readonly node: FragmentType<typeof failureFragment>;
}

interface FailureRowsProps {
  readonly edges: readonly FailureEdge[];
  /** Products that are being tried again. */
  readonly tried: ReadonlySet<string>;
  /** The same function each time. */
  readonly onRetry: (productId: string) => void;
}

/**
 * A part of the list. What is out of sight is not laid out, neither a part nor a row of it, and a part that stays the
 * same is not drawn anew: thousands of rows scroll like a few.
 */
export const FailureRows = memo(function FailureRows({ edges, tried, onRetry }: FailureRowsProps) {
  return (
    <ul className="failures-rows">
      {edges.map(({ cursor, node }) => (
        <FailureRow
          key={cursor}
          failure={node}
          tried={tried.has(readFragment(failureFragment, node).product.id)}
          onRetry={onRetry}
        />
      ))}
    </ul>
  );
}, isSame);

function isSame(a: FailureRowsProps, b: FailureRowsProps): boolean {
  return (
    a.tried === b.tried &&
    a.onRetry === b.onRetry &&
    a.edges.length === b.edges.length &&
    a.edges.every((edge, at) => edge === b.edges[at])
  );
}

/** The list in parts of this length. */
export function partsOf(edges: readonly FailureEdge[], length: number): readonly (readonly FailureEdge[])[] {
  return Array.from({ length: Math.ceil(edges.length / length) }, (_, part) =>
    edges.slice(part * length, (part + 1) * length),
  );
}
