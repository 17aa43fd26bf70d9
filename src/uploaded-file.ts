import type { FileHandle } from 'node:fs/promises';
import { VitrineError } from './errors.ts';

/** A file that came with a request, kept on disk until the request is answered. */
export class UploadedFile {
  readonly #handle: FileHandle;
  /** What the sender calls it: never trusted, only shown. */
  readonly filename: string;
  readonly bytes: number;

  constructor(handle: FileHandle, filename: string, bytes: number) {
    this.#handle = handle;
    this.filename = filename;
    this.bytes = bytes;
  }

  /**
   * The whole file.
   * @throws {VitrineError} PAYLOAD_TOO_LARGE where it is over `maxBytes`, BAD_IMAGE where it is empty
   */
  async readBytes(maxBytes: number): Promise<Buffer> {
    if (this.bytes === 0)
      throw new VitrineError('BAD_IMAGE', 'The uploaded file is empty: choose a picture.');
    if (this.bytes > maxBytes) {
      throw new VitrineError(
        'PAYLOAD_TOO_LARGE',
        `The file has ${this.bytes} bytes; at most ${maxBytes} are taken.`,
      );
    }
    const content = Buffer.allocUnsafe(this.bytes);
    let read = 0;
    while (read < content.length) {
      const { bytesRead } = await this.#handle.read(content, read, content.length - read, read);
      if (bytesRead === 0) throw new Error(`an uploaded file ended after ${read} of ${content.length} bytes`);
      read += bytesRead;
    }
    return content;
  }
}
