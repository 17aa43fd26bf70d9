import { memo } from 'react';
import { Link } from 'wouter';
import { Badge } from '../../shared/badge.tsx';
import { Button } from '../../shared/button.tsx';
import { Picture } from '../../shared/picture.tsx';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';

export const failureFragment = graphql(`
  fragment RunsFailure on JobFailure {
    at
    error { code message retryable }
    image { id position sourceUrl url(width: 160) }
    product { id title externalId }
  }
`);

interface FailureListProps {
  readonly failures: readonly {
    readonly cursor: string;
    readonly node: FragmentType<typeof failureFragment>;
  }[];
  readonly onRetry: (productId: string) => void;
}

/** Pictures that could not be indexed; thousands are drawn once, not with each change of their run. */
export const FailureList = memo(({ failures, onRetry }: FailureListProps) => (
  <ul className="failure-list">
    {failures.map(({ cursor, node }) => (
      <FailureRow key={cursor} failure={node} onRetry={onRetry} />
    ))}
  </ul>
));

interface FailureRowProps {
  readonly failure: FragmentType<typeof failureFragment>;
  readonly onRetry: (productId: string) => void;
}

/** A picture that could not be indexed: which, whose, why. */
const FailureRow = memo(({ failure, onRetry }: FailureRowProps) => {
  const { runs, reasons } = useWords();
  const { error, image, product } = readFragment(failureFragment, failure);
  return (
    <li className="failure">
      <Picture src={image.url} alt="" />
      <div className="failure-words">
        <p>
          <Link href={`/admin/products/${encodeURIComponent(product.id)}`} dir="auto">
            {product.title}
          </Link>{' '}
          <span className="quiet">
            <bdi>{product.externalId}</bdi> ·{' '}
            {image.sourceUrl ? (
              <a href={image.sourceUrl} target="_blank" rel="noreferrer">
                {runs.picture(image.position)}
              </a>
            ) : (
              runs.picture(image.position)
            )}
          </span>
        </p>
        <p className="row">
          <Badge tone="alarm">{reasons[error.code].name}</Badge>
          {error.retryable && <span className="quiet">{runs.passing}</span>}
        </p>
        <p className="notice-detail" lang="en" dir="auto">
          {error.message}
        </p>
      </div>
      <Button aria-label={runs.tryOneOf(product.title)} onClick={() => onRetry(product.id)}>
        {runs.tryOne}
      </Button>
    </li>
  );
});
