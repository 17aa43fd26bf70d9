/** What one part tells the others, in this process or another one on the same database. No payload: look it up. */
export type Topic =
  /** Products were changed, or pictures are due again: there may be work. */
  | 'work'
  /** Counts, states or products of the index changed. */
  | 'index'
  /** An import was asked for, went on or ended. */
  | 'imports';

/** Announces changes: in process where the database is embedded, by NOTIFY on a server. Delivery is at most
 * once and may lag or be lost when a connection breaks, so a listener also looks by itself now and then. */
export interface Events {
  publish(topic: Topic): void;
  /**
   * How often a topic was announced to this process, by itself or another one. What this process announces counts at
   * once, so whoever keeps something until a change never keeps it past one of its own.
   */
  announced(topic: Topic): number;
  /** Returns what ends the subscription. */
  subscribe(topic: Topic, listener: () => void): () => void;
}
