import { useEffect, useEffectEvent } from 'react';
import { isOfOtherField } from './elsewhere.ts';

/** @param onEscape tells whether it did something; not called where a dialog or another field is meant */
export function useEscape(onEscape: () => boolean): void {
  const pressed = useEffectEvent(onEscape);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isOfOtherField(event.target)) return;
      if (document.querySelector('dialog[open]') === null && pressed()) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
