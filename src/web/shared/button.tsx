import type { ComponentProps, MouseEvent } from 'react';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'plain' | 'first' | 'danger' | 'quiet';
  /** What it started goes on: it keeps the focus and does nothing. */
  readonly busy?: boolean;
}

export function Button({ kind = 'plain', busy = false, className = '', onClick, ...rest }: ButtonProps) {
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${kind} ${className}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={click}
    />
  );
}
