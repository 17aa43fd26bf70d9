import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  /** What to write there. */
  readonly hint?: string;
  /** Why it can not be taken; empty where nothing is wrong. */
  readonly error?: string;
  /** More below it. */
  readonly children?: ReactNode;
  /** The control, which takes these. */
  readonly control: (props: ControlProps) => ReactNode;
}

export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** A control with its name, a hint, and what is wrong with what was written. */
export function Field({ label, hint, error, control, children }: FieldProps) {
  const id = useId();
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {control({ id, 'aria-describedby': told || undefined, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {children}
    </div>
  );
}
