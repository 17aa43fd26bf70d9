import { Confirm } from '../../../shared/confirm.tsx';
import { useWords } from '../../words.ts';
import type { Leaving } from './leaving.ts';

interface LeaveQuestionProps {
  readonly leaving: Leaving;
  /** Pictures are on their way, too. */
  readonly uploading: boolean;
  /** Something was typed that is not saved. */
  readonly unsaved: boolean;
}

/** Asks whoever leaves whether what is not saved may be lost. */
export function LeaveQuestion({ leaving, uploading, unsaved }: LeaveQuestionProps) {
  const { product: words } = useWords();
  return (
    <Confirm
      title={words.leaveTitle}
      action={words.leave}
      keep={words.stay}
      danger
      open={leaving.asked}
      onConfirm={leaving.leave}
      onClose={leaving.stay}
    >
      {unsaved && <p>{words.leaveUnsaved}</p>}
      {uploading && <p>{words.leaveUploads}</p>}
    </Confirm>
  );
}
