import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { announce } from '../../../shared/announce.tsx';
import { Button } from '../../../shared/button.tsx';
import { Dialog } from '../../../shared/dialog.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { useAction } from '../../../shared/use-action.ts';
import { useLanguage } from '../../../wording/wording.ts';
import { graphql } from '../../gql/index.ts';
import { useWords } from '../../words.ts';
import { useUploads } from '../pictures/use-uploads.ts';
import type { Page } from './product-view.tsx';

const deleteProduct = graphql(`
  mutation ProductsPaneDelete($id: ID!) {
    deleteProduct(by: { id: $id }) {
      __typename
      ... on DeleteProductSuccess { product { id } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

interface DeleteProductProps {
  readonly product: Page;
  readonly listPath: string;
  /** Before the list is shown. */
  readonly onDeleted: () => void;
}

/** Deletes a product, asked twice. */
export function DeleteProduct({ product, listPath, onDeleted }: DeleteProductProps) {
  const { product: words } = useWords();
  const { shared } = useLanguage();
  const [, go] = useLocation();
  const [uploads] = useUploads();
  const [step, setStep] = useState<'closed' | 'asked' | 'sure'>('closed');
  const cancel = useRef<HTMLButtonElement>(null);
  const deletion = useAction(deleteProduct, (data) => data.deleteProduct);
  const close = () => {
    setStep('closed');
    deletion.dismiss();
  };
  const goOn = () => {
    setStep('sure');
    // the button is gone; the answer that harms nothing is the nearest
    cancel.current?.focus();
  };
  const deleteIt = async () => {
    uploads.remove(({ productId }) => productId === product.id);
    if ((await deletion.run({ id: product.id })) === null) return;
    onDeleted();
    announce(words.deleted(product.title));
    go(listPath, { replace: true });
  };
  return (
    <section className="card" aria-labelledby="delete-heading">
      <h2 id="delete-heading">{words.dangerTitle}</h2>
      <div>
        <Button kind="danger" onClick={() => setStep('asked')}>
          {words.delete}
        </Button>
      </div>
      <Dialog
        title={words.deleteTitle}
        open={step !== 'closed'}
        onClose={close}
        actions={
          <>
            <Button ref={cancel} onClick={close}>
              {shared.cancel}
            </Button>
            {step === 'asked' ? (
              <Button key="asked" kind="danger" onClick={goOn}>
                {words.deleteNext}
              </Button>
            ) : (
              // a double click is one answer
              <Button
                key="sure"
                kind="danger"
                busy={deletion.busy}
                onClick={(event) => event.detail < 2 && deleteIt()}
              >
                {words.deleteNow}
              </Button>
            )}
          </>
        }
      >
        <p>
          <strong dir="auto">{product.title}</strong>
        </p>
        <p>{words.deleteWith(product.images.length)}</p>
        <div role="status">{step === 'sure' && <p className="field-error">{words.deleteSure}</p>}</div>
        {deletion.error && <Problem error={deletion.error} />}
      </Dialog>
    </section>
  );
}
