import { useState } from 'react';
import { Icon } from './icon.tsx';

interface PictureProps {
  readonly src: string | null | undefined;
  /** What it shows, such as the product's title; empty where that stands beside it. */
  readonly alt: string;
  /** Whole within its frame, or cut to fill it. */
  readonly fit?: 'contain' | 'cover';
  /** Seen at once, so not to wait for. */
  readonly eager?: boolean;
}

/** A product's picture in a square frame, which stays when there is none, or when it can not be shown. */
export function Picture({ src, alt, fit = 'contain', eager = false }: PictureProps) {
  const [failed, setFailed] = useState<string | null>(null);
  if (!src || failed === src || !isOurs(src)) {
    return (
      <span
        className="picture picture-none"
        role="img"
        aria-label={alt}
        aria-hidden={alt === '' || undefined}
      >
        <Icon name="picture" />
      </span>
    );
  }
  return (
    <span className="picture">
      <img
        key={src}
        className={fit === 'cover' ? 'picture-cover' : undefined}
        src={src}
        alt={alt}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
        draggable={false}
        onError={() => setFailed(src)}
      />
    </span>
  );
}

/** A picture that is not fetched yet has the address of its own host, whom a page never asks. */
function isOurs(src: string): boolean {
  const url = URL.parse(src, location.href);
  if (url === null) return false;
  if (url.protocol === 'data:' || url.protocol === 'blob:') return true;
  // a feed names any address it likes: one of this server's own that is no picture would be asked by every visitor
  return url.origin === location.origin && /^\/(pictures|searches|assets)\//.test(url.pathname);
}
