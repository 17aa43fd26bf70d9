import type { ReactNode } from 'react';

export type Tone = 'accent' | 'good' | 'warn' | 'alarm' | 'quiet';

/** A word or two on how something stands. */
export function Badge({ tone = 'quiet', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
