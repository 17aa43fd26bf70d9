/** How much is measured of the embedder. */
export interface EmbeddingSizes {
  /** Pictures and texts, one at a time. */
  readonly questions: number;
  /** Pictures embedded as fast as they can be, in each round. */
  readonly pictures: number;
  readonly rounds: number;
  readonly memoryPictures: number;
  readonly memorySearches: number;
  /** How often the model is loaded anew under a server that answers. */
  readonly loads: number;
  readonly floodSeconds: number;
}

export const full: EmbeddingSizes = {
  questions: 100,
  pictures: 256,
  rounds: 3,
  memoryPictures: 1000,
  memorySearches: 300,
  loads: 5,
  floodSeconds: 60,
};

/** Shows whether it runs, not how fast. */
export const quick: EmbeddingSizes = {
  questions: 5,
  pictures: 32,
  rounds: 1,
  memoryPictures: 20,
  memorySearches: 9,
  loads: 1,
  floodSeconds: 3,
};
