import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation } from 'wouter';

/** What is used of the Navigation API, for which there are no types yet. */
interface NavigateEvent extends Event {
  readonly navigationType: 'push' | 'replace' | 'reload' | 'traverse';
  readonly hashChange: boolean;
  readonly destination: { readonly url: string; readonly key: string; readonly sameDocument: boolean };
}

interface Navigation extends EventTarget {
  traverseTo(key: string): unknown;
}

export interface Leaving {
  /** Somebody wants to leave: to be asked. */
  readonly asked: boolean;
  readonly leave: () => void;
  readonly stay: () => void;
  /** Lets the next move go unasked, such as to what was just created. */
  readonly allow: () => void;
}

/**
 * Holds whoever leaves a page that has something to lose, by links, by 'back', and by closing the window.
 * @param losesAt whether it is lost at an address that one goes to
 */
export function useLeaving(hasToLose: boolean, losesAt: (path: string) => boolean): Leaving {
  const [, go] = useLocation();
  const [destination, setDestination] = useState<(() => void) | null>(null);
  const [allowance] = useState({ given: false });

  const hold = useEffectEvent((event: Event) => {
    if (!isNavigate(event) || !event.cancelable || event.hashChange || !event.destination.sameDocument)
      return;
    if (allowance.given) {
      allowance.given = false;
      return;
    }
    const { url, key } = event.destination;
    const { pathname, search } = new URL(url);
    if (pathname === location.pathname || !losesAt(pathname)) return;
    event.preventDefault();
    const back = event.navigationType === 'traverse';
    setDestination(() => () => (back ? navigationOf(window)?.traverseTo(key) : go(pathname + search)));
  });

  useEffect(() => {
    if (!hasToLose) return;
    allowance.given = false;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onNavigate = (event: Event) => hold(event);
    const navigation = navigationOf(window);
    addEventListener('beforeunload', beforeUnload);
    navigation?.addEventListener('navigate', onNavigate);
    return () => {
      removeEventListener('beforeunload', beforeUnload);
      navigation?.removeEventListener('navigate', onNavigate);
    };
  }, [hasToLose, allowance]);

  return {
    asked: destination !== null,
    stay: () => setDestination(null),
    allow() {
      allowance.given = true;
    },
    leave() {
      allowance.given = true;
      setDestination(null);
      destination?.();
    },
  };
}

function navigationOf(scope: object): Navigation | undefined {
  return 'navigation' in scope && isNavigation(scope.navigation) ? scope.navigation : undefined;
}

function isNavigation(value: unknown): value is Navigation {
  return value instanceof EventTarget && 'traverseTo' in value;
}

function isNavigate(event: Event): event is NavigateEvent {
  return 'destination' in event;
}
