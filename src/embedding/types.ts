/** The picture formats that are accepted, judged by content. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

/** What a picture turned out to be; width and height in pixels after EXIF orientation. */
export interface PictureInfo {
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
}

/** A part of an upright picture, before it is turned: fractions of its width and height, from the top left. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What of a picture is looked at: a part of it, turned. */
export interface View {
  /** @default the whole picture */
  readonly crop?: Crop;
  /** Degrees, clockwise, on top of what EXIF says. @default 0 */
  readonly rotate?: 0 | 90 | 180 | 270;
}

/** The cosine similarity from which on a match has each strength; none rises above the one before it. */
export interface StrengthBounds {
  readonly identical: number;
  readonly strong: number;
  readonly related: number;
  readonly weak: number;
}

/** What a model's scores mean. */
export interface Calibration {
  /** Of pictures compared with pictures. */
  readonly image: StrengthBounds;
  /** Of words compared with pictures. */
  readonly text: StrengthBounds;
}

/** What decides a vector: two models with the same fingerprint are the same model. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  readonly dimensions: number;
  /** BCP 47 tags. */
  readonly languages: readonly string[];
  /** sha256, hex, over files and preprocessing. */
  readonly fingerprint: string;
  /** Undefined where the model's maker does not say. */
  readonly calibration?: Calibration | undefined;
  /** Its weights are random: its vectors mean nothing, and what is found by them says nothing. */
  readonly standIn?: true | undefined;
}

export type EmbedderState =
  /** Switched off, or no usable model folder: `reason` says which. */
  | { readonly state: 'off'; readonly reason: string }
  | { readonly state: 'loading'; readonly reason: string; readonly retryAfterSeconds: number }
  | { readonly state: 'ready' };

export interface CallOptions {
  /** Aborts the wait and, where it has not begun, the work. */
  readonly signal?: AbortSignal;
  /** `bulk` waits behind `interactive`. @default 'interactive' */
  readonly priority?: 'interactive' | 'bulk';
  /** How long to wait for a model that is loading. @default MODEL_WAIT_MS; Infinity for indexing */
  readonly waitMs?: number;
}

export interface ImageEmbedding {
  /** Unit length, `dimensions` long. */
  readonly vector: Float32Array;
  /** The whole picture, however little of it was looked at. */
  readonly picture: PictureInfo;
}

export interface ViewEmbedding {
  /** Unit length, `dimensions` long. */
  readonly vector: Float32Array;
  /** How much there is to see: the standard deviation of the pixels' values, 0 to 127. */
  readonly contrast: number;
}

export interface ImageCallOptions extends CallOptions {
  /** BAD_USER_INPUT where it crops to less than 16 pixels. @default the whole picture */
  readonly view?: View;
}

export interface ResizeCallOptions extends ImageCallOptions {
  /** At most so high, too; width and height before it is turned. @default as high as it gets */
  readonly height?: number;
}

/**
 * The child process that opens pictures and runs the model, seen from the API. Every method throws VitrineError:
 * BAD_IMAGE, UNSUPPORTED_FORMAT, PAYLOAD_TOO_LARGE (pixels), MODEL_LOADING, MODEL_UNAVAILABLE, OVERLOADED.
 */
export interface Embedder {
  /** Which model it is, known from its manifest before it is loaded; undefined where it is off. */
  readonly model: ModelIdentity | undefined;
  state(): EmbedderState;
  /** Called at each change of state; returns what ends the subscription. */
  onChange(listener: () => void): () => void;
  embedText(text: string, options?: CallOptions): Promise<Float32Array>;
  /** 1 to 64 texts in one call, for what is embedded ahead: nothing of it is kept for those who ask again. */
  embedTexts(texts: readonly string[], options?: CallOptions): Promise<readonly Float32Array[]>;
  embedImage(bytes: Buffer, options?: ImageCallOptions): Promise<ImageEmbedding>;
  /**
   * Several views of one picture, which is opened once and looked at from not too near: good enough to tell where in
   * it something is.
   * @param views 1 to 64
   * @returns one a view, in their order
   */
  embedViews(bytes: Buffer, views: readonly View[], options?: CallOptions): Promise<ViewEmbedding[]>;
  /** Opens a picture and says what it is. Works without a model. */
  inspect(bytes: Buffer, options?: CallOptions): Promise<PictureInfo>;
  /** A WebP at most `width` wide, never enlarged, upright, without metadata. Works without a model. */
  resize(bytes: Buffer, width: number, options?: ResizeCallOptions): Promise<Buffer>;
  /** Ends the child. */
  stop(): Promise<void>;
}
