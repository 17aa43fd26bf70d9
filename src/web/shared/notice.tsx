import type { ReactNode } from 'react';
import { useLanguage } from '../wording/wording.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export type NoticeKind = 'alarm' | 'warn' | 'good' | 'plain';

interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly children: ReactNode;
  /** Buttons or links: what to do about it. */
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
}

const icons = { alarm: 'alarm', warn: 'alarm', good: 'good', plain: 'plain' } as const;
const roles = { alarm: 'alert', warn: 'status', good: 'status', plain: undefined } as const;

/** Something to know, in a box of the colour of how bad it is. */
export function Notice({ kind = 'plain', children, actions, onDismiss }: NoticeProps) {
  const { shared } = useLanguage();
  return (
    <div className={`notice notice-${kind} ${onDismiss ? 'notice-dismissable' : ''}`} role={roles[kind]}>
      <Icon name={icons[kind]} />
      <div className="notice-words">{children}</div>
      {actions && <div className="notice-actions">{actions}</div>}
      {onDismiss && (
        <Button kind="quiet" className="button-icon" aria-label={shared.close} onClick={onDismiss}>
          <Icon name="close" />
        </Button>
      )}
    </div>
  );
}
