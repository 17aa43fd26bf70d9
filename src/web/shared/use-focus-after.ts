import { type RefObject, useEffect, useRef } from 'react';

/**
 * Where the focus goes when what held it was taken away, as a deleted row's button is: to the element of the ref, such
 * as the heading of the list. A focus that is elsewhere stays.
 * @param change another one each time that something was taken away
 */
export function useFocusAfter(change: object): RefObject<HTMLHeadingElement | null> {
  const element = useRef<HTMLHeadingElement>(null);
  const known = useRef(change);
  useEffect(() => {
    if (known.current === change) return;
    known.current = change;
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true });
  }, [change]);
  return element;
}
