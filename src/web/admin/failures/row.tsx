import { memo } from 'react';
import { Link } from 'wouter';
import { Badge } from '../../shared/badge.tsx';
import { Button } from '../../shared/button.tsx';
import { Picture } from '../../shared/picture.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';

export const failureFragment = graphql(`
  fragment FailuresFailure on IndexingFailure {
    at
    attempts
    error { code message }
    image { id position sourceUrl width url(width: 160) }
    product { id title externalId }
  }
`);

interface FailureRowProps {
  readonly failure: FragmentType<typeof failureFragment>;
  /** It is being tried again. */
  readonly tried: boolean;
  /** The same function each time, so that a page more does not draw all rows anew. */
  readonly onRetry: (productId: string) => void;
}

/** A picture that could not be indexed: which, whose, why, since when. */
export const FailureRow = memo(function FailureRow({ failure, tried, onRetry }: FailureRowProps) {
  const { format } = useLanguage();
  const { failures, reasons } = useWords();
  const { at, attempts, error, image, product } = readFragment(failureFragment, failure);
  return (
    <li className="failures-row">
      {/* what was never fetched lies with another host, which this page asks nothing */}
      <Picture src={image.width === null ? null : image.url} alt="" />
      <div className="failures-words">
        <p>
          <Link href={`/admin/products/${encodeURIComponent(product.id)}`} dir="auto">
            {product.title}
          </Link>
        </p>
        <p className="quiet failures-facts">
          <span dir="auto">{product.externalId}</span> · {failures.picture(image.position)}
        </p>
        <p className="row">
          <Badge tone="alarm">{reasons[error.code].name}</Badge>
          <span className="quiet failures-facts">
            {failures.attempts(attempts)} ·{' '}
            <time dateTime={at} title={format.dateTime(at)}>
              {format.ago(at)}
            </time>
          </span>
        </p>
        <p lang="en" dir="auto">
          {error.message}
        </p>
        <p className="quiet failures-facts">
          {image.sourceUrl ? (
            <a href={image.sourceUrl} target="_blank" rel="noreferrer" dir="ltr">
              {image.sourceUrl}
            </a>
          ) : (
            failures.uploaded
          )}
        </p>
      </div>
      <Button busy={tried} aria-label={failures.tryOneOf(product.title)} onClick={() => onRetry(product.id)}>
        {tried ? failures.tried : failures.tryOne}
      </Button>
    </li>
  );
});
