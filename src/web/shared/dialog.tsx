import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useLanguage } from '../wording/wording.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  /** It was closed, by the button or by ESC. */
  readonly onClose: () => void;
  /** For forms and pictures. */
  readonly wide?: boolean;
  readonly children?: ReactNode;
  /** Buttons at its end. */
  readonly actions?: ReactNode;
}

/** A window over the page: it holds the focus while it is open and gives it back. What is inside starts anew each time. */
export function Dialog({ title, open, onClose, wide = false, children, actions }: DialogProps) {
  const { shared } = useLanguage();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!open || dialog === null) return;
    dialog.showModal();
    return () => dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      // at once: told of it by the close event alone, which comes later, who opens it again by then would see it shut
      onCancel={(event) => {
        // a chooser of files that was left tells it to all around it
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClose={() => open && element.current?.open === false && onClose()}
    >
      {open && (
        <>
          <header className="dialog-head">
            <h2 id={titleId}>{title}</h2>
            <Button kind="quiet" className="button-icon" aria-label={shared.close} onClick={onClose}>
              <Icon name="close" />
            </Button>
          </header>
          <div className="dialog-body">{children}</div>
          {actions && <footer className="dialog-actions">{actions}</footer>}
        </>
      )}
    </dialog>
  );
}
