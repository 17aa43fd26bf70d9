/** What one check found, in words for a person. */
export interface Finding {
  readonly part: string;
  readonly level: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do about it; absent where nothing needs doing. */
  readonly todo?: string;
}

export const ok = (part: string, found: string): Finding => ({ part, level: 'ok', found });
export const warn = (part: string, found: string, todo: string): Finding => ({
  part,
  level: 'warn',
  found,
  todo,
});
export const fail = (part: string, found: string, todo: string): Finding => ({
  part,
  level: 'fail',
  found,
  todo,
});
