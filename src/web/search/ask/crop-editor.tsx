import { type CSSProperties, useEffect, useEffectEvent, useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import type { Crop, Photo } from '../question.ts';
import { useWords } from '../words.ts';
import { boxOf, CropFrame } from './crop-frame.tsx';
import { CropRegions, RegionsStatus } from './crop-regions.tsx';
import { isWhole, quarterOn, type Size, turned, turnedSize, unturned, whole } from './geometry.ts';
import { TurnedPicture } from './turned-picture.tsx';
import { useCropDrag } from './use-crop-drag.ts';
import { usePreview } from './use-preview.ts';
import { useRegions } from './use-regions.ts';

/** The server takes 16; a finger needs more. */
const leastPixels = 24;
/** After the last arrow key, so that a walk of many steps is one search. */
const settleMs = 500;

/** A part that is not let go yet, as it is seen. */
interface Draft {
  readonly part: Crop;
  readonly isByKey: boolean;
}

interface CropEditorProps {
  readonly photo: Photo;
  readonly onChange: (photo: Photo) => void;
  readonly onClose: () => void;
}

/** A photo large enough to say which part of it is meant; what is let go is searched with. */
export function CropEditor({ photo, onChange, onClose }: CropEditorProps) {
  const { crop, rotate } = photo;
  const words = useWords().ask;
  const url = usePreview(photo);
  const found = useRegions(photo);
  const [natural, setNatural] = useState<Size>({ width: 1000, height: 1000 });
  const [draft, setDraft] = useState<Draft | null>(null);
  const size = turnedSize(natural, rotate);
  const least = {
    width: Math.min(1, leastPixels / size.width),
    height: Math.min(1, leastPixels / size.height),
  };
  const part = draft?.part ?? turned(crop ?? whole, rotate);

  const choose = (next: Crop | null) => {
    setDraft(null);
    onChange({ ...photo, crop: next });
  };
  const settle = (seen: Crop) => choose(isWhole(seen) ? null : unturned(seen, rotate));
  const drag = useCropDrag({
    part,
    least,
    onDraft: (next) => setDraft(next && { part: next, isByKey: false }),
    onDone: settle,
  });
  const settled = useEffectEvent(settle);
  const stepped = draft?.isByKey ? draft.part : null;
  useEffect(() => {
    if (stepped === null) return;
    const timer = setTimeout(() => settled(stepped), settleMs);
    return () => clearTimeout(timer);
  }, [stepped]);
  const aspect = size.width / size.height;
  const stage: CSSProperties & Record<'--aspect', number> = { '--aspect': aspect };
  return (
    <section className="crop" aria-label={words.editor}>
      <div className="crop-stage" style={stage} {...drag}>
        <div className="crop-picture">
          {url && <TurnedPicture url={url} alt="" rotate={rotate} aspect={aspect} onSize={setNatural} />}
          {!isWhole(part) && <span className="crop-shade" style={boxOf(part)} />}
        </div>
        <CropFrame
          part={part}
          least={least}
          onBlur={() => stepped && settle(stepped)}
          onStep={(next) => setDraft({ part: next, isByKey: true })}
        />
        {found.state === 'found' && <CropRegions regions={found.regions} rotate={rotate} onChoose={choose} />}
      </div>
      <div className="crop-side">
        <p className="crop-hint">{words.editorHint}</p>
        <RegionsStatus found={found} />
        <div className="crop-actions">
          <Button onClick={() => onChange({ ...photo, rotate: quarterOn(rotate) })}>
            <Icon name="turn" />
            {words.turn}
          </Button>
          <Button disabled={crop === null} onClick={() => choose(null)}>
            {words.wholePhoto}
          </Button>
          <Button kind="first" onClick={onClose}>
            {words.done}
          </Button>
        </div>
      </div>
    </section>
  );
}
