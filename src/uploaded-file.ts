import type { FileHandle } from 'node:fs/promises';
import { VitrineError } from './errors.ts';

const sliceBytes = 1024 * 1024;

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
    return await this.#readAt(0, this.bytes);
  }

  /** Its first bytes, or all where there are fewer. */
  async readHead(maxBytes: number): Promise<Buffer> {
    return await this.#readAt(0, Math.min(maxBytes, this.bytes));
  }

  /**
   * Writes it to the end of another file, in slices.
   * @throws the signal's reason
   */
  async copyTo(target: FileHandle, signal: AbortSignal): Promise<void> {
    for (let at = 0; at < this.bytes; at += sliceBytes) {
      signal.throwIfAborted();
      await target.appendFile(await this.#readAt(at, Math.min(sliceBytes, this.bytes - at)));
    }
  }

  async #readAt(start: number, length: number): Promise<Buffer> {
    const content = Buffer.allocUnsafe(length);
    let read = 0;
    while (read < length) {
      const { bytesRead } = await this.#handle.read(content, read, length - read, start + read);
      if (bytesRead === 0) throw new Error(`an uploaded file of ${this.bytes} bytes ended before`);
      read += bytesRead;
    }
    return content;
  }
}
