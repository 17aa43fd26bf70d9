import { useEffect, useEffectEvent, useState } from 'react';
import { mayHoldPhoto, readDropped, type Transferred } from './transfer.ts';

/** Browsers tell that something is still dragged at least three times a second. */
const silenceMs = 1000;

/**
 * Takes what is dropped anywhere on the page.
 * @returns whether something that may be a photo is dragged over it now
 */
export function useDrop(onDrop: (what: Transferred) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const taken = useEffectEvent(onDrop);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    let silence = 0;
    const end = () => {
      clearTimeout(silence);
      setIsOver(false);
    };
    const over = (event: DragEvent) => {
      if (!event.dataTransfer || !mayHoldPhoto(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
      // a drag that is given up, by ESC or outside of the window, is not told by every browser
      clearTimeout(silence);
      silence = window.setTimeout(end, silenceMs);
    };
    const leave = ({ relatedTarget }: DragEvent) => relatedTarget === null && end();
    const drop = (event: DragEvent) => {
      end();
      if (!event.dataTransfer || !mayHoldPhoto(event.dataTransfer)) return;
      event.preventDefault();
      taken(readDropped(event.dataTransfer));
    };
    addEventListener('dragenter', over, { signal });
    addEventListener('dragover', over, { signal });
    addEventListener('dragleave', leave, { signal });
    addEventListener('drop', drop, { signal });
    addEventListener('dragend', end, { signal });
    return () => {
      listening.abort();
      clearTimeout(silence);
    };
  }, []);
  return isOver;
}
