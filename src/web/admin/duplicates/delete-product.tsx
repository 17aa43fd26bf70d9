import { useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { Confirm } from '../../shared/confirm.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useAction } from '../../shared/use-action.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';

const deleteProduct = graphql(`
  mutation DuplicatesDelete($id: ID!) {
    deleteProduct(by: { id: $id }) {
      ... on DeleteProductSuccess { product { externalId } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

interface DeleteProductProps {
  readonly product: { readonly id: string; readonly title: string; readonly externalId: string };
  readonly onDeleted: () => void;
}

/** Deletes one of a group, after it has asked. */
export function DeleteProduct({ product: { id, title, externalId }, onDeleted }: DeleteProductProps) {
  const { duplicates } = useWords();
  const [asking, setAsking] = useState(false);
  const removal = useAction(deleteProduct, (data) => data.deleteProduct);
  const remove = async () => {
    if (!(await removal.run({ id }))) return;
    setAsking(false);
    onDeleted();
  };
  return (
    <>
      <Button
        kind="danger"
        aria-label={duplicates.removeOf(title)}
        onClick={() => {
          removal.dismiss();
          setAsking(true);
        }}
      >
        {duplicates.remove}
      </Button>
      <Confirm
        title={duplicates.removeTitle}
        action={duplicates.removeAction}
        danger
        open={asking}
        busy={removal.busy}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        <p>{duplicates.removeMeans(title, externalId)}</p>
        {removal.error && <Problem error={removal.error} />}
      </Confirm>
    </>
  );
}
