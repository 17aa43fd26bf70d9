import { type PointerEvent, useEffect, useEffectEvent, useRef } from 'react';
import type { Crop } from '../question.ts';
import {
  between,
  contains,
  type Edge,
  isWhole,
  moved,
  type Point,
  type Size,
  stretched,
} from './geometry.ts';

/** A hand that means to click shakes by less. */
const slackPixels = 4;

interface Drag {
  readonly pointerId: number;
  readonly from: Point;
  readonly at: Point;
  readonly shape: (to: Point) => Crop;
  /** Null while it may still be a click. */
  part: Crop | null;
}

interface CropDragNeeds {
  /** As it is now, in fractions of the stage. */
  readonly part: Crop;
  /** The least that can be searched with. */
  readonly least: Size;
  /** While it goes on; null: it is given up. */
  readonly onDraft: (part: Crop | null) => void;
  /** It was let go. */
  readonly onDone: (part: Crop) => void;
}

/**
 * Cropping by mouse, pen or finger, on a stage: an edge or a corner is stretched (elements that name theirs in
 * data-edges), the part moved, and from anywhere else a new part drawn. ESC gives it up.
 * @returns handlers for the stage
 */
export function useCropDrag({ part, least, onDraft, onDone }: CropDragNeeds) {
  const drag = useRef<Drag | null>(null);
  const dragged = useRef(false);
  const giveUp = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !drag.current?.part) return;
    drag.current = null;
    onDraft(null);
    event.preventDefault();
  });
  useEffect(() => {
    // before others, to whom ESC means more, and wherever the focus is
    const press = (event: KeyboardEvent) => giveUp(event);
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, []);
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      dragged.current = false;
      if (event.button !== 0 || !event.isPrimary) return;
      const from = pointOf(event);
      drag.current = {
        pointerId: event.pointerId,
        from,
        at: { x: event.clientX, y: event.clientY },
        shape: shaping(part, from, edgesOf(event.target), least),
        part: null,
      };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const { current } = drag;
      if (current?.pointerId !== event.pointerId) return;
      const way = Math.hypot(event.clientX - current.at.x, event.clientY - current.at.y);
      if (current.part === null) {
        if (way < slackPixels) return;
        // only now, so that a click stays one of what was clicked
        event.currentTarget.setPointerCapture(event.pointerId);
        dragged.current = true;
      }
      current.part = current.shape(pointOf(event));
      onDraft(current.part);
    },
    onPointerUp({ pointerId }: PointerEvent<HTMLElement>) {
      const { current } = drag;
      if (current?.pointerId !== pointerId) return;
      drag.current = null;
      if (current.part === null) return;
      if (current.part.width < least.width || current.part.height < least.height) onDraft(null);
      else onDone(current.part);
    },
    onPointerCancel() {
      drag.current = null;
      onDraft(null);
    },
    onClickCapture(event: { stopPropagation(): void }) {
      if (dragged.current) event.stopPropagation();
      dragged.current = false;
    },
  };
}

function shaping(part: Crop, from: Point, edges: readonly Edge[], least: Size): (to: Point) => Crop {
  const by = (to: Point) => ({ x: to.x - from.x, y: to.y - from.y });
  if (edges.length > 0) return (to) => stretched(part, edges, by(to), least);
  if (!isWhole(part) && contains(part, from)) return (to) => moved(part, by(to));
  return (to) => between(from, to);
}

function edgesOf(target: EventTarget): readonly Edge[] {
  const named =
    target instanceof Element ? target.closest<HTMLElement>('[data-edges]')?.dataset.edges : undefined;
  return (['left', 'top', 'right', 'bottom'] as const).filter((edge) => named?.includes(edge));
}

function pointOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): Point {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}
