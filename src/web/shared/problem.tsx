import type { ReactNode } from 'react';
import { useLanguage } from '../wording/wording.ts';
import { Button } from './button.tsx';
import { explain, type Failed } from './errors.ts';
import { Notice } from './notice.tsx';

interface ProblemProps {
  readonly error: Failed;
  readonly onRetry?: () => void;
  readonly onDismiss?: () => void;
  /** What did not work, where the page alone does not tell. */
  readonly children?: ReactNode;
}

/** What went wrong, what to do about it, and a way to try again. */
export function Problem({ error, onRetry, onDismiss, children }: ProblemProps) {
  const { shared } = useLanguage();
  const { message, detail, hint } = explain(error, shared);
  return (
    <Notice
      kind="alarm"
      onDismiss={onDismiss}
      actions={onRetry && <Button onClick={onRetry}>{shared.retry}</Button>}
    >
      {children && <p>{children}</p>}
      <p>
        <strong>{message}</strong> {hint}
      </p>
      {detail && (
        <p className="notice-detail" lang="en" dir="auto">
          {detail}
        </p>
      )}
    </Notice>
  );
}
