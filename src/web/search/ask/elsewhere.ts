/** Whether somebody types into a field that is not of the box: what is pasted there, and ESC, are meant for it. */
export function isOfOtherField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('.ask')) return false;
  return target.matches('input, textarea, select') || target.isContentEditable;
}
