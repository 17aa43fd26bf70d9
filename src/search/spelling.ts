/** How many slips are forgiven in a word; none in a short one, where every slip makes another word. */
export function maxDistanceFor(word: string): number {
  const { length } = Array.from(word);
  return length < 3 ? 0 : length < 6 ? 1 : 2;
}

/**
 * How many letters must be added, left out, replaced or swapped with their neighbour to make one word of another:
 * the optimal string alignment distance, Damerau 1964.
 * @param most above it nobody minds how many: Infinity then
 */
export function distanceBetween(one: string, other: string, most = Infinity): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_none, at) => at);
  for (const [i, letter] of a.entries()) {
    const row = [i + 1];
    let least = i + 1;
    for (let j = 0; j < b.length; j++) {
      const replaced = at(last, j) + (letter === b[j] ? 0 : 1);
      const swapped = j > 0 && letter === b[j - 1] && a[i - 1] === b[j] ? at(before, j - 1) + 1 : Infinity;
      const distance = Math.min(replaced, at(last, j + 1) + 1, at(row, j) + 1, swapped);
      row.push(distance);
      least = Math.min(least, distance);
    }
    if (least > most) return Infinity;
    before = last;
    last = row;
  }
  const distance = at(last, b.length);
  return distance > most ? Infinity : distance;
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;

/**
 * The words that a misspelt one is nearest to, the likeliest slips alone, in the alphabet's order. Of equal distances,
 * letters in a wrong order and doubled or single ones are likelier than others, and a wrong first letter is less.
 */
export function nearestSpellings(word: string, candidates: readonly string[]): string[] {
  const costs = candidates
    .map((candidate) => ({ candidate, cost: costOf(word, candidate) }))
    .filter(({ cost }) => cost < Infinity);
  const least = Math.min(...costs.map(({ cost }) => cost));
  return costs
    .filter(({ cost }) => cost === least)
    .map(({ candidate }) => candidate)
    .sort();
}

function costOf(word: string, candidate: string): number {
  const distance = distanceBetween(word, candidate, maxDistanceFor(word));
  if (distance === Infinity) return Infinity;
  const isLikely = sorted(word) === sorted(candidate) || single(word) === single(candidate);
  return distance - (isLikely ? 0.5 : 0) + (word[0] === candidate[0] ? 0 : 0.25);
}

const sorted = (word: string) => Array.from(word).sort().join('');
const single = (word: string) => word.replace(/(.)\1+/gu, '$1');
