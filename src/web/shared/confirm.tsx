import type { ReactNode } from 'react';
import { useLanguage } from '../wording/wording.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmProps {
  /** The question. */
  readonly title: string;
  /** What the button that goes on says: the verb of the question. */
  readonly action: string;
  /** What the button that leaves all as it is says; 'Cancel' where it is left out. */
  readonly keep?: string;
  readonly open: boolean;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What will be, in a sentence. */
  readonly children?: ReactNode;
}

/** Asks before something that can not be taken back. */
export function Confirm({
  title,
  action,
  keep,
  open,
  danger,
  busy,
  onConfirm,
  onClose,
  children,
}: ConfirmProps) {
  const { shared } = useLanguage();
  return (
    <Dialog
      title={title}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{keep ?? shared.cancel}</Button>
          <Button kind={danger ? 'danger' : 'first'} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
