import type { Metadata } from 'sharp';
import { messageOf, VitrineError } from '../../errors.ts';
import type { PictureFormat } from '../types.ts';

const unsupported = 'send a JPEG, PNG, WebP, GIF or AVIF';

/** @throws {VitrineError} UNSUPPORTED_FORMAT */
export function formatOf({ format, compression }: Metadata): PictureFormat {
  if (format === 'heif') {
    if (compression === 'av1') return 'avif';
    throw new VitrineError('UNSUPPORTED_FORMAT', `HEIC pictures can't be opened: ${unsupported}.`);
  }
  if (format === 'jpeg' || format === 'png' || format === 'webp' || format === 'gif') return format;
  throw new VitrineError('UNSUPPORTED_FORMAT', `This is no picture of a known format: ${unsupported}.`);
}

/** What libvips says is about its insides; this is what a person can act on. */
export function pictureError(error: unknown): VitrineError {
  if (error instanceof VitrineError) return error;
  const said = messageOf(error);
  if (said.includes('unsupported image format')) {
    return new VitrineError('UNSUPPORTED_FORMAT', `This is no picture of a known format: ${unsupported}.`, {
      cause: error,
    });
  }
  if (said.startsWith('timeout')) {
    return new VitrineError(
      'BAD_IMAGE',
      'The picture takes too long to open: send a smaller or simpler one.',
      { cause: error },
    );
  }
  return new VitrineError(
    'BAD_IMAGE',
    'The picture is damaged or incomplete: save it again, or send another.',
    { cause: error },
  );
}
