/** What media needs from the process that opens pictures; the embedder is one. */
export interface PictureTools {
  inspect(bytes: Buffer): Promise<PictureFacts>;
  resize(bytes: Buffer, width: number): Promise<Buffer>;
}

export interface PictureFacts {
  readonly format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';
  readonly width: number;
  readonly height: number;
}

/** A picture that is kept: its sha256 names it. */
export interface StoredPicture extends PictureFacts {
  readonly hash: Buffer;
  readonly bytes: number;
}

/** What a host said about the bytes it sent; shown to it when it is asked again (RFC 9110, 8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface Fetched {
  readonly bytes: Buffer;
  readonly validators: Validators;
}

/** Picture bytes: fetched from hostile places, kept by hash, served in widths. */
export interface Media {
  /**
   * Fetches a picture: http(s) only, public addresses (and FETCH_PRIVATE_NETWORKS) checked at every connection and
   * redirect, bytes, hops and time bounded.
   * @throws {FetchError} with the reason, and whether trying again can help
   */
  fetch(url: string, signal?: AbortSignal): Promise<Buffer>;
  /**
   * The same, asking the host not to send what it has sent before (RFC 9110, 13.1). Validators belong to the one
   * address that they came from: behind a redirect none are sent and none are answered, since a redirect can lead to
   * another picture tomorrow, whose host may call that one unchanged too. Such a picture is sent in full each time.
   * @param known what this very address was answered with before; nulls ask without a condition
   * @returns null where its answer is that nothing has changed
   * @throws {FetchError} as `fetch`; UNREACHABLE for an "unchanged" (304) that nobody asked for
   */
  fetchIfChanged(url: string, known: Validators, signal?: AbortSignal): Promise<Fetched | null>;
  /** Keeps a picture under DATA_DIR by its hash; facts are looked up where they are not given. */
  store(bytes: Buffer, facts?: PictureFacts): Promise<StoredPicture>;
  read(hash: Buffer): Promise<Buffer>;
  /** The picture as WebP, at most `width` wide (rounded up to the next of VARIANT_WIDTHS), made once and cached. */
  variant(hash: Buffer, width: number): Promise<{ readonly path: string; readonly bytes: number }>;
  /** Forgets those of the given pictures that no product shows any more, files included. */
  removeUnreferenced(hashes: readonly Buffer[]): Promise<void>;
  /** Forgets stored pictures that no product has shown for an hour, and files that no row names. */
  sweep(): Promise<void>;
}
