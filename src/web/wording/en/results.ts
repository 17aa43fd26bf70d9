import type { Format } from '../../shared/format.ts';

/** Results, one of them in full, and why it is there. */
export const results = (format: Format) => ({
  count: (count: number) => format.plural(count, { one: '# product', other: '# products' }),
  nearest: (count: number) =>
    format.plural(count, { one: 'the nearest # product', other: 'the nearest # products' }),
  took: (ms: number) => `${format.number(Math.max(1, Math.round(ms)))} ms`,
  searching: 'Searching…',
  stopped: 'You stopped this search.',
  again: 'Search again',
  notShared:
    'Searches are not remembered on this server: this address can not be shared, and reloading forgets the results.',
  match: {
    IDENTICAL: 'The same or nearly',
    STRONG: 'Strong match',
    RELATED: 'Related',
    WEAK: 'Distant',
  },
  byWords: 'By its text',
  score: (score: number) => format.number(score, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
  soldOut: 'Out of stock',
  inStock: 'In stock',
  noPrice: 'No price given',
  similar: 'More like this',
  similarTo: (title: string) => `More like this: ${title}`,
  toShop: 'To the shop',
  likeProduct: (title: string) => `What is like “${title}”`,
  likeOne: 'What is like a product',
  eachPhoto: 'One search for each photo',
  photo: (place: number) => `Photo ${format.number(place)}`,
  details: {
    pictures: 'Pictures',
    picture: (place: number, all: number) => `Picture ${format.number(place)} of ${format.number(all)}`,
    attributes: 'Details',
    category: 'Category',
    brand: 'Brand',
    number: 'Article number',
    similar: 'Similar products',
    noSimilar: 'Nothing is like it yet.',
    unloaded: 'This could not be shown. What was found stays here.',
    gone: 'This product is not there any more.',
  },
  why: {
    heading: 'Why is it here?',
    place: (place: number) => `Place ${format.number(place)} of these results.`,
    vector: (place: number) => `By what its pictures show: place ${format.number(place)}.`,
    text: (place: number) => `By the words in its texts: place ${format.number(place)}.`,
    titles: (place: number) => `By the meaning of its title: place ${format.number(place)}.`,
    score: (score: number) =>
      `How near its picture is to the question: ${format.number(score, { maximumFractionDigits: 3 })} (1 would be the same picture).`,
    picture: (place: number) => `Picture ${format.number(place)} matched best.`,
    plans: {
      APPROXIMATE: 'Found by the index of pictures.',
      EXACT: 'Found by comparing every picture.',
      FULL_TEXT: 'Found by words alone.',
      HYBRID: 'Found by words, pictures and the meaning of titles together.',
    },
    region: 'Show where in the photo',
    regionHeading: 'Where in your photo',
    regionNone: 'No part of the photo stands out.',
    regionLooking: 'Looking through the photo…',
  },
});
