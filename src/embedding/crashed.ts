import { VitrineError } from '../errors.ts';

/**
 * The process that opens pictures ended while it had this call in hand. It is started again by itself, so that trying
 * again makes sense, unless the picture itself is what ends it.
 */
export class EmbedderCrashed extends VitrineError {
  /** How many pictures it had in hand, this one included: at 1, this picture was alone, and is the likely cause. */
  readonly picturesInHand: number;

  constructor(reason: string, picturesInHand: number, retryAfterSeconds: number) {
    super(
      'MODEL_LOADING',
      `The process that opens pictures ended (${reason}) and is starting again: try again shortly.`,
      {
        retryAfterSeconds,
      },
    );
    this.name = 'EmbedderCrashed';
    this.picturesInHand = picturesInHand;
  }
}
