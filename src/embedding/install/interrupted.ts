import { InstallError } from './errors.ts';
import type { Hub, HubFile } from './hub.ts';

/** The longest a hub may ask to wait. */
const maxRetryAfterMs = 60_000;

/** A download that ended early; going on later may help. */
export class Interrupted extends Error {
  readonly retryAfterMs: number;
  readonly answered: boolean;

  constructor(why: string, { retryAfterMs = 0, answered = true } = {}) {
    super(why);
    this.retryAfterMs = Math.min(retryAfterMs, maxRetryAfterMs);
    this.answered = answered;
  }

  /** What is said once it has been tried often enough. */
  given(hub: Hub, { name }: HubFile): InstallError {
    const what = this.answered
      ? `${hub.place} did not give ${name} whole (${this.message})`
      : `${hub.place} can't be reached (${this.message})`;
    return new InstallError('HUB_UNREACHABLE', what, { cause: this });
  }
}
