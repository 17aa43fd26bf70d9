import { headBytes, type PictureFormat, pictureFormat } from './picture-format.ts';

/** What a server takes unless it is set otherwise; one that takes less says so itself. */
export const maxFileBytes = 20_000_000;
/** Of a question: photos, and its words as one more. */
export const maxParts = 8;
export const maxWords = 1000;

/** Why something can not be searched with; nothing was sent. */
export type Refusal =
  | { readonly kind: 'notPicture' | 'unreadable' | 'empty'; readonly name: string }
  | { readonly kind: 'tooLarge'; readonly name: string; readonly bytes: number }
  | {
      readonly kind: 'tooMany';
      readonly given: number;
      readonly most: number;
      readonly names: readonly string[];
    }
  | { readonly kind: 'tooLong'; readonly length: number }
  | { readonly kind: 'nothing' | 'notPhoto' | 'noRoom' }
  | { readonly kind: 'photosOff' | 'wordsOff'; readonly reason: string | null };

/** Looks at a file before it is sent. */
export async function examine(file: File): Promise<{ readonly format: PictureFormat } | Refusal> {
  const { name, size } = file;
  if (size > maxFileBytes) return { kind: 'tooLarge', name, bytes: size };
  try {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
    if (head.length === 0) return { kind: 'empty', name };
    const format = pictureFormat(head);
    return format ? { format } : { kind: 'notPicture', name };
  } catch {
    // a folder, or a file that went away meanwhile
    return { kind: 'unreadable', name };
  }
}
