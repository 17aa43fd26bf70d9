import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { Link, useLocation } from 'wouter';
import { announce } from '../../../shared/announce.tsx';
import { Icon } from '../../../shared/icon.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { useWords } from '../../words.ts';
import { productPath } from '../paths.ts';
import { NewPictures } from '../pictures/new-pictures.tsx';
import { useUploads } from '../pictures/use-uploads.ts';
import { createProduct } from './documents.ts';
import { ProductForm } from './form.tsx';
import { LeaveQuestion } from './leave-question.tsx';
import { useLeaving } from './leaving.ts';
import { useAttempt } from './use-attempt.ts';
import { useDraft } from './use-draft.ts';
import { changedFields, emptyValues, inputOf } from './values.ts';

/** A product that is not there yet. Its pictures are sent once it is. */
export function NewProduct({ listPath }: { readonly listPath: string }) {
  const { product: words } = useWords();
  const client = useClient();
  const [, go] = useLocation();
  const [empty] = useState(emptyValues);
  const [draft, actions] = useDraft(empty);
  const [uploads, all] = useUploads();
  const staged = all.filter(({ productId }) => productId === null);
  const dirty = changedFields(empty, draft.mine).length > 0 || staged.length > 0;
  const leaving = useLeaving(dirty, () => true);
  const attempt = useAttempt();
  useEffect(() => () => uploads.remove(({ productId }) => productId === null), [uploads]);

  const create = async () => {
    const created = await attempt.send(draft.mine, async () => {
      const { data, error } = await client.mutation(createProduct, { input: inputOf(draft.mine) });
      return { error, result: data?.createProduct };
    });
    if (created === null) return;
    const { id, title } = created.product;
    uploads.assign(id);
    leaving.allow();
    go(productPath(id), { replace: true });
    announce(words.created(title));
  };

  return (
    <>
      <Link href={listPath} className="product-back">
        <Icon name="back" />
        {words.back}
      </Link>
      <header className="product-head">
        <h1>{words.newTitle}</h1>
      </header>
      <div className="product-columns">
        <section className="card" aria-label={words.details}>
          <ProductForm
            draft={draft}
            actions={actions}
            refused={attempt.refused}
            isNew
            busy={attempt.busy}
            onSubmit={create}
          >
            {attempt.error && <Problem error={attempt.error} onDismiss={attempt.dismiss} />}
          </ProductForm>
        </section>
        <div className="product-side">
          <NewPictures />
        </div>
      </div>
      <LeaveQuestion leaving={leaving} unsaved uploading={false} />
    </>
  );
}
