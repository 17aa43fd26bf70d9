/** How much is measured. */
export interface Sizes {
  readonly serverVectors: number;
  readonly embeddedVectors: number;
  readonly questions: number;
  readonly recallQuestions: number;
  readonly indexingPictures: number;
  readonly indexingRounds: number;
  readonly starts: number;
  readonly memoryPictures: number;
  readonly memorySearches: number;
}

export const full: Sizes = {
  serverVectors: 76_462,
  embeddedVectors: 20_000,
  questions: 300,
  recallQuestions: 200,
  indexingPictures: 600,
  indexingRounds: 3,
  starts: 3,
  memoryPictures: 1000,
  memorySearches: 1000,
};

/** Shows whether it runs, not how fast. */
export const quick: Sizes = {
  serverVectors: 5000,
  embeddedVectors: 1000,
  questions: 20,
  recallQuestions: 10,
  indexingPictures: 60,
  indexingRounds: 1,
  starts: 3,
  memoryPictures: 30,
  memorySearches: 30,
};
