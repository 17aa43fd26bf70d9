import { useEffect, useEffectEvent, useState } from 'react';

/** Takes a file that is dropped anywhere on the page; whether one is dragged over it. */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const take = useEffectEvent(onFile);
  useEffect(() => {
    let depth = 0;
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const move = (event: DragEvent, step: number) => {
      if (!carries(event)) return;
      depth = Math.max(0, depth + step);
      setDragging(depth > 0);
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setDragging(false);
      if (!carries(event)) return;
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) take(file);
    };
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener('dragenter', (event) => move(event, 1), { signal });
    addEventListener('dragleave', (event) => move(event, -1), { signal });
    // without this the browser shows the file in the place of the page
    addEventListener('dragover', (event) => carries(event) && event.preventDefault(), { signal });
    addEventListener('drop', drop, { signal });
    return () => stop.abort();
  }, []);
  return dragging;
}
