import { useEffect, useEffectEvent } from 'react';
import { isOfOtherField } from './elsewhere.ts';
import { readPasted, type Transferred } from './transfer.ts';

/** Takes a picture or its address that is pasted anywhere on the page; words are left to the field they are pasted into. */
export function usePaste(onPaste: (what: Transferred) => void): void {
  const taken = useEffectEvent(onPaste);
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData === null || isOfOtherField(event.target)) return;
      const what = readPasted(event.clipboardData);
      if (what.files.length === 0 && what.address === null) return;
      event.preventDefault();
      taken(what);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, []);
}
