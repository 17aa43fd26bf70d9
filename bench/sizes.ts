/** How much is measured. */
export interface Sizes {
  readonly serverVectors: number;
  readonly embeddedVectors: number;
  readonly scaleVectors: number;
  readonly questions: number;
  /** How long many ask at once. */
  readonly loadSeconds: number;
  readonly recallQuestions: number;
  readonly indexingPictures: number;
  readonly indexingRounds: number;
  /** Subscriptions over SSE, and as many over WebSocket. */
  readonly watchersEach: number;
  /** Changes that each of them is told of. */
  readonly changes: number;
  readonly starts: number;
  /** Of a page, and photos dropped on it. */
  readonly visits: number;
  readonly memoryPictures: number;
  readonly memorySearches: number;
}

export const full: Sizes = {
  serverVectors: 76_462,
  embeddedVectors: 20_000,
  scaleVectors: 1_000_000,
  questions: 300,
  loadSeconds: 10,
  recallQuestions: 200,
  indexingPictures: 600,
  indexingRounds: 3,
  watchersEach: 100,
  changes: 40,
  starts: 3,
  visits: 20,
  memoryPictures: 1000,
  memorySearches: 1000,
};

/** Shows whether it runs, not how fast. */
export const quick: Sizes = {
  serverVectors: 5000,
  embeddedVectors: 1000,
  scaleVectors: 20_000,
  questions: 20,
  loadSeconds: 1,
  recallQuestions: 10,
  indexingPictures: 60,
  indexingRounds: 1,
  watchersEach: 10,
  changes: 4,
  starts: 3,
  visits: 3,
  memoryPictures: 30,
  memorySearches: 30,
};
