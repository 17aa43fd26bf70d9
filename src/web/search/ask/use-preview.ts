import { useEffect, useState } from 'react';
import type { Photo } from '../question.ts';
import { useThumbnail } from './thumbnails.ts';

/** Where the page can show a photo from; null while that is made ready, or learnt of a picture elsewhere. */
export function usePreview({ id, source }: Photo): string | null {
  const thumbnail = useThumbnail(id);
  const file = source.kind === 'file' ? source.file : null;
  const [shown, setShown] = useState<{ readonly file: File; readonly url: string } | null>(null);
  useEffect(() => {
    if (file === null) return;
    const url = URL.createObjectURL(file);
    setShown({ file, url });
    return () => URL.revokeObjectURL(url);
  }, [file]);
  if (source.kind === 'productImage') return source.previewUrl;
  if (source.kind === 'url') return thumbnail;
  return file !== null && shown?.file === file ? shown.url : null;
}
