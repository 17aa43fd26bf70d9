import type { Redraw } from './shrink.ts';

const quality = 0.9;

addEventListener('message', async ({ data: job }: MessageEvent<Redraw>) => {
  postMessage(await redraw(job).catch(() => null));
});

async function redraw({ file, size: { width, height } }: Redraw): Promise<Blob> {
  // made smaller as it is opened: drawn smaller afterwards, it takes four times as long
  const bitmap = await createImageBitmap(file, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'medium',
  });
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('nothing to draw on');
  // as the server does with what is see-through
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}
