import type { Size } from './geometry.ts';
import { isTaken, type PictureFormat } from './picture-format.ts';

/** More than any model looks at, even where a quarter of the photo is cropped. */
const maxSidePixels = 1600;
/** A file up to this size is quicker sent than made smaller. */
const smallBytes = 1_000_000;
/** A worker that takes longer has run out of memory, or the photo is no wiser choice than the file itself. */
const maxMs = 10_000;

/** What the worker that draws photos anew is asked for. */
export interface Redraw {
  readonly file: File;
  readonly size: Size;
}

/**
 * A photo as it is sent. That of a phone's camera has 12 megapixels and 3 to 8 MB: 5 to 13 seconds at 5 Mbit/s, half
 * a second once it is made smaller, which takes some 0.4 s; and the preview of a small one costs no frame. It comes out
 * upright and with the aspect it had, so that fractions of it stay what they are. Formats that the server does not open,
 * such as HEIC, become JPEG where the browser knows them. What the browser can't open is sent as it is.
 */
export async function shrink(file: File, format: PictureFormat): Promise<File> {
  if (file.size <= smallBytes && isTaken(format)) return file;
  try {
    const { width, height } = await sizeOf(file);
    const scale = Math.min(1, maxSidePixels / Math.max(width, height));
    const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
    const blob = await redraw({ file, size: { width: side(width), height: side(height) } });
    if (isTaken(format) && blob.size >= file.size) return file;
    return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: blob.type });
  } catch {
    return file;
  }
}

/** Upright; only the beginning of the file is looked at. */
async function sizeOf(file: File): Promise<Size> {
  const url = URL.createObjectURL(file);
  try {
    const picture = new Image();
    await new Promise((resolve, reject) => {
      picture.onload = resolve;
      picture.onerror = reject;
      picture.src = url;
    });
    return { width: picture.naturalWidth, height: picture.naturalHeight };
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** In a worker: on the page itself it stops everything for as long as it takes. */
async function redraw(job: Redraw): Promise<Blob> {
  const worker = new Worker(new URL('./shrink-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<Blob>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<unknown>) =>
        data instanceof Blob ? resolve(data) : reject(new Error('no picture came out'));
      worker.onerror = reject;
      setTimeout(reject, maxMs);
      worker.postMessage(job);
    });
  } finally {
    worker.terminate();
  }
}
