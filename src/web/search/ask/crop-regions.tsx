import type { Crop } from '../question.ts';
import { useWords } from '../words.ts';
import { boxOf } from './crop-frame.tsx';
import { type Rotation, turned } from './geometry.ts';
import type { FoundRegion, Regions } from './use-regions.ts';

interface CropRegionsProps {
  readonly regions: readonly FoundRegion[];
  readonly rotate: Rotation;
  readonly onChoose: (part: Crop) => void;
}

/** Things in the photo that match something, each a button over it; smaller ones lie over larger ones. */
export function CropRegions({ regions, rotate, onChoose }: CropRegionsProps) {
  const words = useWords().ask;
  const area = ({ region: { width, height } }: FoundRegion) => width * height;
  return [...regions]
    .sort((a, b) => area(b) - area(a))
    .map(({ region: { x, y, width, height }, best: { node } }) => {
      const crop = { x, y, width, height };
      return (
        <button
          key={`${x} ${y} ${width} ${height}`}
          type="button"
          className="crop-region"
          style={boxOf(turned(crop, rotate))}
          aria-label={words.searchWithObject(node.title)}
          onClick={() => onChoose(crop)}
        >
          <span dir="auto">{node.title}</span>
        </button>
      );
    });
}

/** How the search for things in the photo stands. */
export function RegionsStatus({ found }: { readonly found: Regions }) {
  const words = useWords().ask;
  const text = {
    looking: () => words.lookingForObjects,
    failed: () => words.objectsFailed,
    found: (count: number) => (count === 0 ? words.noObjects : words.objects(count)),
  };
  return (
    <p className="crop-status" role="status">
      {text[found.state](found.state === 'found' ? found.regions.length : 0)}
    </p>
  );
}
