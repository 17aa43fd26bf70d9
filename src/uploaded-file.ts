import { open } from 'node:fs/promises';
import { VitrineError } from './errors.ts';

/** A file that came with a request, kept on disk until the request is answered. */
export class UploadedFile {
  readonly #path: string;
  /** What the sender calls it: never trusted, only shown. */
  readonly filename: string;
  readonly bytes: number;

  constructor(path: string, filename: string, bytes: number) {
    this.#path = path;
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
    await using file = await open(this.#path);
    return await file.readFile();
  }
}
