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

/** Picture bytes: fetched from hostile places, kept by hash, served in widths. */
export interface Media {
  /**
   * Fetches a picture: http(s) only, public addresses (and FETCH_PRIVATE_NETWORKS) checked at every connection and
   * redirect, bytes, hops and time bounded.
   * @throws {FetchError} with the reason, and whether trying again can help
   */
  fetch(url: string, signal?: AbortSignal): Promise<Buffer>;
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
