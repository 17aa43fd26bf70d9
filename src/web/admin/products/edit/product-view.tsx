import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { Link } from 'wouter';
import type { Failed } from '../../../shared/errors.ts';
import { Icon } from '../../../shared/icon.tsx';
import { Notice } from '../../../shared/notice.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { Loading } from '../../../shared/skeleton.tsx';
import type { ProductsPanePageFragment } from '../../gql/graphql.ts';
import { readFragment } from '../../gql/index.ts';
import { useWords } from '../../words.ts';
import { useIndexChanges } from '../use-index-changes.ts';
import { productById, productPage } from './documents.ts';
import { ProductEditor } from './product-editor.tsx';

export type Page = ProductsPanePageFragment;

interface ProductViewProps {
  readonly id: string;
  readonly listPath: string;
}

/** A product that there is, as it stands now. */
export function ProductView({ id, listPath }: ProductViewProps) {
  const { product: words } = useWords();
  const client = useClient();
  const [product, setProduct] = useState<Page | null>();
  const [error, setError] = useState<Failed | null>(null);
  const load = async (): Promise<Page | null | undefined> => {
    const answer = await client.query(productById, { id }, { requestPolicy: 'network-only' });
    const unknown = answer.error?.graphQLErrors[0]?.extensions.code === 'BAD_USER_INPUT';
    if (!answer.data && !unknown) {
      setError(answer.error ?? null);
      return undefined;
    }
    const now = answer.data?.product ? readFragment(productPage, answer.data.product) : null;
    setError(null);
    setProduct(now);
    return now;
  };
  // the last one stays in sight when it is deleted elsewhere, with what was typed
  const [last, setLast] = useState<Page>();
  if (product && product !== last) setLast(product);
  useIndexChanges(load);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; index changes ask for it further on
  useEffect(() => {
    load();
  }, []);

  return (
    <>
      <Link href={listPath} className="product-back">
        <Icon name="back" />
        {words.back}
      </Link>
      {error && <Problem error={error} onRetry={load} />}
      {product === null && (
        <Notice kind="warn">
          <p>
            <strong>{words.gone}</strong>
          </p>
          <p>{words.goneHint}</p>
        </Notice>
      )}
      {product === null && !last && <h1>{words.gone}</h1>}
      {product === undefined && !error && <Loading lines={8} />}
      {last && <ProductEditor product={last} load={load} gone={product === null} listPath={listPath} />}
    </>
  );
}
