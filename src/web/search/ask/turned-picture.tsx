import type { Rotation, Size } from './geometry.ts';

interface TurnedPictureProps {
  readonly url: string;
  readonly alt: string;
  readonly rotate: Rotation;
  /** Width over height, turned as it is: that of the frame, which it fills. */
  readonly aspect: number;
  /** In pixels, upright, before it is turned. */
  readonly onSize: (size: Size) => void;
  readonly onError?: () => void;
}

/** A picture that fills its frame, turned: on its side it is as wide as the frame is high. */
export function TurnedPicture({ url, alt, rotate, aspect, onSize, onError }: TurnedPictureProps) {
  const isOnSide = rotate === 90 || rotate === 270;
  return (
    <img
      className="turned-picture"
      src={url}
      alt={alt}
      decoding="async"
      draggable={false}
      style={{
        width: isOnSide ? `${100 / aspect}%` : '100%',
        height: isOnSide ? `${100 * aspect}%` : '100%',
        transform: `translate(-50%, -50%) rotate(${rotate}deg)`,
      }}
      onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
        onSize({ width, height })
      }
      onError={onError}
    />
  );
}
