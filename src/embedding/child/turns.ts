/** How long the texts of a turn hold this process: about as long as a picture, so that a search waits for little. */
const turnMs = 15;

/**
 * Embeds texts a turn at a time. Between two turns others have theirs, such as a batch of pictures; a turn takes as
 * many texts as fit in its time, by how long those before took, so that quick texts need not wait for a batch each.
 * They run one by one: several in one run would have to be filled up to one length, and gain nothing by it.
 * @param beforeTurn waits for more urgent work; what it throws ends the rest
 */
export async function embedInTurns(
  texts: readonly string[],
  embed: (text: string) => Promise<Float32Array>,
  beforeTurn: () => Promise<void>,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  // the fewest that can be timed
  let perTurn = 2;
  while (vectors.length < texts.length) {
    await beforeTurn();
    const endedMs: number[] = [];
    // asked for together, they run one after the other, with nobody else's work in between
    const turn = texts.slice(vectors.length, vectors.length + perTurn).map(async (text) => {
      const vector = await embed(text);
      endedMs.push(performance.now());
      return vector;
    });
    vectors.push(...(await Promise.all(turn)));
    const [firstMs = 0, lastMs = 0] = [endedMs.at(0), endedMs.at(-1)];
    if (turn.length > 1) perTurn = Math.max(1, Math.floor((turnMs * (turn.length - 1)) / (lastMs - firstMs)));
  }
  return vectors;
}
