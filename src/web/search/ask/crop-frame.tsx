import type { CSSProperties, KeyboardEvent } from 'react';
import type { Crop } from '../question.ts';
import { useWords } from '../words.ts';
import { type Edge, isWhole, moved, type Point, type Size, stretched } from './geometry.ts';

interface CropFrameProps {
  /** In fractions of the stage. */
  readonly part: Crop;
  readonly least: Size;
  /** By a key. */
  readonly onStep: (part: Crop) => void;
  readonly onBlur: () => void;
}

const step = { plain: 0.01, shift: 0.1 } as const;
const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const corners = [
  ['left', 'top'],
  ['right', 'top'],
  ['left', 'bottom'],
  ['right', 'bottom'],
] as const;

/**
 * The part that is searched with, to be moved and stretched. For the keyboard it is a slider that goes both ways, and
 * one for each edge, so that a screen reader says where they stand; corners are for pointers alone. Around the whole
 * photo no pointer takes an edge: who begins to drag there draws a part.
 */
export function CropFrame({ part, least, onStep, onBlur }: CropFrameProps) {
  const words = useWords().ask;
  const at = { left: part.x, top: part.y, right: part.x + part.width, bottom: part.y + part.height };
  const onArrow = (apply: (by: Point) => Crop) => (event: KeyboardEvent) => {
    const direction = directions[event.key];
    if (!direction) return;
    event.preventDefault();
    const size = event.shiftKey ? step.shift : step.plain;
    onStep(apply({ x: direction.x * size, y: direction.y * size }));
  };
  return (
    <fieldset
      className={isWhole(part) ? 'crop-frame crop-frame-whole' : 'crop-frame'}
      style={boxOf(part)}
      aria-label={words.part}
      onBlur={onBlur}
    >
      <div
        className="crop-part"
        role="slider"
        tabIndex={0}
        aria-label={words.position}
        aria-description={words.partKeys}
        aria-valuenow={Math.round(at.left * 100)}
        aria-valuetext={words.partAt(at.left, at.top)}
        onKeyDown={onArrow((by) => moved(part, by))}
      />
      {(['left', 'top', 'right', 'bottom'] as const).map((edge: Edge) => (
        <div
          key={edge}
          className={`crop-edge crop-edge-${edge}`}
          data-edges={edge}
          role="slider"
          tabIndex={0}
          aria-label={words.edges[edge]}
          aria-orientation={edge === 'left' || edge === 'right' ? 'horizontal' : 'vertical'}
          aria-valuenow={Math.round(at[edge] * 100)}
          aria-valuetext={words.edgeAt(at[edge])}
          onKeyDown={onArrow((by) => stretched(part, [edge], by, least))}
        />
      ))}
      {corners.map((edges) => (
        <span
          key={edges.join('-')}
          className={`crop-corner crop-corner-${edges.join('-')}`}
          data-edges={edges.join(' ')}
          aria-hidden="true"
        />
      ))}
    </fieldset>
  );
}

/** Where a part lies on its stage. */
export function boxOf({ x, y, width, height }: Crop): CSSProperties {
  return { left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` };
}
