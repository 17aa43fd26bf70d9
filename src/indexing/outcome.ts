import type { Validators } from '../media/types.ts';
import type { Claim } from './claims.ts';
import type { IndexingErrorCode } from './types.ts';

/** What became of a picture that was claimed. */
export type Outcome =
  /** It has a vector now, its own or that of a picture with the same bytes. */
  | {
      readonly kind: 'indexed';
      readonly vector: Float32Array | Twin;
      /** The bytes that were fetched and stored just now. */
      readonly stored: StoredBytes | null;
    }
  /** It has a vector already, and its picture is the same. */
  | { readonly kind: 'unchanged'; readonly stored: StoredBytes | null }
  /** It has none and will have none unless someone asks again. */
  | { readonly kind: 'failed'; readonly reason: Reason; readonly retryable: boolean }
  /** It is tried again after a while. */
  | { readonly kind: 'retry'; readonly reason: Reason; readonly delayMs: number }
  /** Not its fault: as if it had not been taken. */
  | { readonly kind: 'putBack'; readonly delayMs: number };

/** The vector of a picture with the same bytes. */
export interface Twin {
  readonly ofImage: bigint;
  /** sha256 of these bytes. */
  readonly hash: Buffer;
}

export interface StoredBytes {
  /** sha256 */
  readonly hash: Buffer;
  readonly validators: Validators;
}

export interface Reason {
  readonly code: IndexingErrorCode;
  readonly message: string;
}

/** An outcome with the claim that it belongs to. */
export interface Result {
  readonly claim: Claim;
  readonly outcome: Outcome;
}
