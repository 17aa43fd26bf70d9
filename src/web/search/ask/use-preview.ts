import { useEffect, useState } from 'react';
import type { Photo } from '../question.ts';

/**
 * Where the page can show a photo from; null while it is made ready, and for an address elsewhere, since the page
 * loads nothing from other hosts.
 */
export function usePreview({ source }: Photo): string | null {
  const file = source.kind === 'file' ? source.file : null;
  const [shown, setShown] = useState<{ readonly file: File; readonly url: string } | null>(null);
  useEffect(() => {
    if (file === null) return;
    const url = URL.createObjectURL(file);
    setShown({ file, url });
    return () => URL.revokeObjectURL(url);
  }, [file]);
  if (source.kind === 'productImage') return source.previewUrl;
  return file !== null && shown?.file === file ? shown.url : null;
}
