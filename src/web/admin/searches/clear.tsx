import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { Confirm } from '../../shared/confirm.tsx';
import { Dialog } from '../../shared/dialog.tsx';
import { Field } from '../../shared/field.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useAction } from '../../shared/use-action.ts';
import { useLanguage } from '../../wording/wording.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';

const deleteSearches = graphql(`
  mutation SearchesClear($before: DateTime!) {
    deleteSearches(before: $before) {
      ... on DeleteSearchesSuccess { deleted }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

/** Deletes all searches before a moment: it is chosen first, and then asked about. */
export function ClearSearches({ onCleared }: { readonly onCleared: (deleted: number) => void }) {
  const { format } = useLanguage();
  const { searches } = useWords();
  const [step, setStep] = useState<'closed' | 'choosing' | 'asking'>('closed');
  const [typed, setTyped] = useState('');
  const [lacks, setLacks] = useState(false);
  const removal = useAction(deleteSearches, (data) => data.deleteSearches);
  const form = useId();
  const moment = new Date(typed);
  const isMoment = !Number.isNaN(moment.getTime());

  const choose = () => {
    removal.dismiss();
    setLacks(false);
    setStep('choosing');
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setLacks(!isMoment);
    if (isMoment) setStep('asking');
  };
  const remove = async () => {
    const answer = await removal.run({ before: moment.toISOString() });
    if (!answer) return;
    setStep('closed');
    onCleared(answer.deleted);
  };
  return (
    <>
      <Button onClick={choose}>{searches.clear}</Button>
      <Dialog
        title={searches.clearTitle}
        open={step === 'choosing'}
        onClose={() => setStep('closed')}
        actions={
          <Button kind="danger" type="submit" form={form}>
            {searches.clearGo}
          </Button>
        }
      >
        <form id={form} onSubmit={ask} noValidate>
          <Field
            label={searches.clearBefore}
            hint={searches.clearHint}
            error={lacks ? searches.clearMissing : ''}
            control={(props) => (
              <input
                {...props}
                className="input"
                type="datetime-local"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          />
        </form>
      </Dialog>
      <Confirm
        title={isMoment ? searches.clearAsk(format.dateTime(moment.toISOString())) : searches.clearTitle}
        action={searches.clearAction}
        danger
        open={step === 'asking'}
        busy={removal.busy}
        onConfirm={remove}
        onClose={() => setStep('closed')}
      >
        <p>{searches.clearMeans}</p>
        {removal.error && <Problem error={removal.error} />}
      </Confirm>
    </>
  );
}
