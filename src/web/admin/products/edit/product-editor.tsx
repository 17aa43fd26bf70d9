import { useEffect, useMemo, useState } from 'react';
import { Notice } from '../../../shared/notice.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { useLanguage } from '../../../wording/wording.ts';
import { useWords } from '../../words.ts';
import { Pictures } from '../pictures/pictures.tsx';
import { DeleteProduct } from './delete-product.tsx';
import { ProductForm } from './form.tsx';
import { LeaveQuestion } from './leave-question.tsx';
import { useLeaving } from './leaving.ts';
import type { Page } from './product-view.tsx';
import { Similar } from './similar.tsx';
import { useDraft } from './use-draft.ts';
import { useSave } from './use-save.ts';
import { changedFields, type Field, valuesOf } from './values.ts';

interface ProductEditorProps {
  readonly product: Page;
  /** Asks for it as it is now; null: it is deleted, undefined: there was no answer. */
  readonly load: () => Promise<Page | null | undefined>;
  /** It was deleted meanwhile. */
  readonly gone: boolean;
  readonly listPath: string;
}

/** A product with all that can be done to it. */
export function ProductEditor({ product, load, gone, listPath }: ProductEditorProps) {
  const { product: words } = useWords();
  const saved = useMemo(() => valuesOf(product), [product]);
  const [draft, actions] = useDraft(saved);
  const dirty = changedFields(draft.base, draft.mine).length > 0;
  const [deleted, setDeleted] = useState(false);
  const leaving = useLeaving(dirty && !deleted, () => true);
  const { see } = actions;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that it is asked for anew
  useEffect(() => see(saved), [saved]);
  const { save, busy, refused, error, dismiss } = useSave({ product, draft, actions, load });

  return (
    <>
      <ProductHead product={product} />
      <div className="product-columns">
        <section className="card" aria-label={words.details}>
          <ProductForm
            draft={draft}
            actions={actions}
            refused={refused}
            isNew={false}
            busy={busy}
            over={gone}
            onSubmit={save}
          >
            <Conflicts fields={draft.conflicts} />
            {error && <Problem error={error} onDismiss={dismiss} />}
          </ProductForm>
        </section>
        <div className="product-side">
          {!gone && <Pictures product={product} load={load} />}
          {!gone && <Similar product={product} />}
          {!gone && (
            <DeleteProduct product={product} listPath={listPath} onDeleted={() => setDeleted(true)} />
          )}
        </div>
      </div>
      <LeaveQuestion leaving={leaving} unsaved uploading={false} />
    </>
  );
}

function ProductHead({ product }: { readonly product: Page }) {
  const { product: words, productPictures } = useWords();
  const { format } = useLanguage();
  return (
    <header className="product-head">
      <h1 dir="auto">{product.title}</h1>
      <p className="quiet">
        <span dir="auto">{product.externalId}</span> · {words.changedAt(format.ago(product.updatedAt))} ·{' '}
        {words.createdAt(format.dateTime(product.createdAt))}
      </p>
      {product.url && (
        <p>
          <a href={product.url} target="_blank" rel="noreferrer">
            {words.shopPage} <span className="unseen">({productPictures.linkOpens})</span>
          </a>
        </p>
      )}
    </header>
  );
}

/** Says that the same was changed elsewhere. */
function Conflicts({ fields }: { readonly fields: readonly Field[] }) {
  const { product: words } = useWords();
  if (fields.length === 0) return null;
  const told = fields.filter((field) => field !== 'currency' || !fields.includes('amount'));
  const names = told.map((field) => words.fields[field]).join(', ');
  return (
    <Notice kind="warn">
      <p>
        <strong>{words.conflictTitle}</strong>
      </p>
      <p>{words.conflictFields(names)}</p>
      <p>{words.conflictHint}</p>
    </Notice>
  );
}
