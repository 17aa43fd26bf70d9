import { useState } from 'react';
import type { Photo } from '../question.ts';
import { type Size, turned, turnedSize, whole } from './geometry.ts';
import { TurnedPicture } from './turned-picture.tsx';

interface PhotoPartProps {
  readonly photo: Photo;
  readonly url: string;
  readonly alt: string;
  readonly onError?: () => void;
}

/** What of a photo is searched with: cut and turned as it was asked, as large as its frame allows. */
export function PhotoPart({ photo: { crop, rotate }, url, alt, onError }: PhotoPartProps) {
  const [size, setSize] = useState<Size | null>(null);
  const { width, height } = turnedSize(size ?? { width: 1, height: 1 }, rotate);
  const part = turned(crop ?? whole, rotate);
  const aspect = (width * part.width) / (height * part.height);
  const percent = (share: number) => `${share * 100}%`;
  return (
    <span
      className="photo-part"
      style={aspect > 1 ? { width: '100%', aspectRatio: aspect } : { height: '100%', aspectRatio: aspect }}
    >
      <span
        style={{
          width: percent(1 / part.width),
          height: percent(1 / part.height),
          left: percent(-part.x / part.width),
          top: percent(-part.y / part.height),
        }}
      >
        <TurnedPicture
          url={url}
          alt={alt}
          rotate={rotate}
          aspect={width / height}
          onSize={setSize}
          onError={onError}
        />
      </span>
    </span>
  );
}
