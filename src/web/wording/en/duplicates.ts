import type { Format } from '../../shared/format.ts';

export const duplicates = (format: Format) => ({
  title: 'Duplicates',
  about:
    'Products whose pictures are nearly the same: one product listed twice, or one picture used for several.',
  threshold: 'How alike two pictures must be',
  thresholdHint: 'From 50 %, for pictures of the same kind of thing, to 100 %, for the same file.',
  alike: (score: number) => format.number(score, { style: 'percent', maximumFractionDigits: 1 }),
  group: (count: number) => format.plural(count, { one: '# product', other: '# products' }),
  groupAlike: (score: string) => `alike from ${score}`,
  sameFile: 'Same picture',
  noPrice: 'No price',
  picture: (position: number) => `Picture ${format.number(position)}`,
  open: 'Open',
  openOf: (title: string) => `Open: ${title}`,
  remove: 'Delete',
  removeOf: (title: string) => `Delete: ${title}`,
  removeTitle: 'Delete this product?',
  removeMeans: (title: string, externalId: string) =>
    `“${title}” (${externalId}) is deleted with its pictures and their vectors. This can not be undone; the other products of the group stay.`,
  removeAction: 'Delete the product',
  removed: (title: string) => `“${title}” is deleted.`,
  looking: 'Looking through the pictures…',
  found: (groups: number) => format.plural(groups, { one: '# group', other: '# groups' }),
  foundSoFar: (groups: number) => format.plural(groups, { one: '# group so far', other: '# groups so far' }),
  nothingYet: 'Nothing found so far. Not all pictures have been looked through yet.',
  goesOn: 'Not all pictures have been looked through yet.',
  complete: 'All indexed pictures have been looked through.',
  none: 'No duplicates',
  noneMeans: 'No two products have pictures that are as alike as this. A lower threshold finds more.',
  listFailed: 'The search for duplicates broke off.',
});
