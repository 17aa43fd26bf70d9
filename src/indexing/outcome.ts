import type { Claim } from './claims.ts';
import type { IndexingErrorCode } from './types.ts';

/** What became of a picture that was claimed. */
export type Outcome =
  /** It has a vector now, its own or that of a picture with the same bytes. */
  | {
      readonly kind: 'indexed';
      readonly vector: Float32Array | { readonly ofImage: bigint };
      /** sha256 of the bytes where they were fetched and stored just now. */
      readonly stored: Buffer | null;
    }
  /** It has none and will have none unless someone asks again. */
  | { readonly kind: 'failed'; readonly reason: Reason; readonly retryable: boolean }
  /** It is tried again after a while. */
  | { readonly kind: 'retry'; readonly reason: Reason; readonly delayMs: number }
  /** Not its fault: as if it had not been taken. */
  | { readonly kind: 'putBack'; readonly delayMs: number };

export interface Reason {
  readonly code: IndexingErrorCode;
  readonly message: string;
}

/** An outcome with the claim that it belongs to. */
export interface Result {
  readonly claim: Claim;
  readonly outcome: Outcome;
}
