import { Icon } from '../../shared/icon.tsx';
import { useWords } from '../words.ts';

/** Covers the page while a photo is dragged over it. It takes no pointer: what is dropped lands on the page. */
export function DropTarget() {
  const words = useWords().ask;
  return (
    <div className="drop-target" aria-hidden="true">
      <div>
        <Icon name="picture" />
        <strong>{words.dropHere}</strong>
        <span>{words.dropHint}</span>
      </div>
    </div>
  );
}
