import { isTaken, type PictureFormat } from './picture-format.ts';

/** More than any model looks at, even where a quarter of the photo is cropped. */
const maxSidePixels = 1600;
/** A file up to this size is quicker sent than made smaller. */
const smallBytes = 1_000_000;
const quality = 0.9;

/**
 * A photo as it is sent. That of a phone's camera has 12 megapixels and 3 to 8 MB: seconds on a phone's network, while
 * making it smaller takes a quarter of a second and the preview of a small one costs no frame. It comes out upright, with
 * the aspect it had, so that fractions of it stay what they are. Formats that the server does not open, such as HEIC, are turned into
 * JPEG by browsers that know them; what the browser can't open is sent as it is.
 */
export async function shrink(file: File, format: PictureFormat): Promise<File> {
  if (file.size <= smallBytes && isTaken(format)) return file;
  try {
    const blob = await redraw(file);
    if (isTaken(format) && blob.size >= file.size) return file;
    return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: blob.type });
  } catch {
    return file;
  }
}

/** Decoded and encoded in the background. */
async function redraw(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, maxSidePixels / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('nothing to draw on');
    // as the server does with what is see-through
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality });
  } finally {
    bitmap.close();
  }
}
