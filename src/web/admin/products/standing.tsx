import { Badge } from '../../shared/badge.tsx';
import type { ImageIndexState, IndexingErrorCode } from '../gql/graphql.ts';
import { useWords } from '../words.ts';

interface StandingProps {
  readonly images: readonly {
    readonly indexing: {
      readonly state: ImageIndexState;
      readonly error?: { readonly code: IndexingErrorCode } | null;
    };
  }[];
}

export const stateTones = { INDEXED: 'good', PENDING: 'warn', FAILED: 'alarm' } as const;

/** Where the pictures of a product stand, in words; of those that failed, why. */
export function Standing({ images }: StandingProps) {
  const {
    products: { standing },
    reasons,
  } = useWords();
  if (images.length === 0) return <p className="standing quiet">{standing.none}</p>;
  const count = (wanted: ImageIndexState) =>
    images.filter(({ indexing: { state } }) => state === wanted).length;
  const [indexed, pending, failed] = [count('INDEXED'), count('PENDING'), count('FAILED')];
  const why = new Set(
    images.flatMap(({ indexing: { state, error } }) => (state === 'FAILED' && error ? [error.code] : [])),
  );
  return (
    <div className="standing">
      {indexed > 0 && <Badge tone={stateTones.INDEXED}>{standing.indexed(indexed)}</Badge>}
      {pending > 0 && <Badge tone={stateTones.PENDING}>{standing.pending(pending)}</Badge>}
      {failed > 0 && <Badge tone={stateTones.FAILED}>{standing.failed(failed)}</Badge>}
      {why.size > 0 && (
        <p className="products-small">{[...why].map((code) => reasons[code].name).join('; ')}</p>
      )}
    </div>
  );
}
