import type { Format } from '../../shared/format.ts';

/** The pictures of a product, and those on their way to it. */
export const productPictures = (format: Format) => ({
  picturesTitle: 'Pictures',
  picture: (position: number) => `Picture ${format.number(position)}`,
  main: 'Main picture',
  moveUp: (position: number) => `Move picture ${format.number(position)} forward`,
  moveDown: (position: number) => `Move picture ${format.number(position)} back`,
  moved: (position: number) => `Now picture ${format.number(position)}.`,
  remove: (position: number) => `Remove picture ${format.number(position)}`,
  removeTitle: 'Remove this picture?',
  removeHint: 'Search does not find the product by it any more.',
  removeNow: 'Remove',
  removed: 'The picture is removed.',
  fromUrl: 'Where it came from',
  choose: 'Choose pictures',
  drop: 'Drop pictures here, or',
  dropAnywhere: 'Drop to add these pictures',
  kinds: (max: number) => `JPEG, PNG, WebP, GIF or AVIF; at most ${format.number(max)} pictures a product.`,
  addByUrl: 'Or add a picture by its address',
  addUrl: 'Add',
  noPictures: 'No pictures yet: search by photo does not find this product.',
  afterCreate: 'They are sent once the product is created.',
  uploads: 'Being added',
  waiting: 'Waits',
  sending: (percent: string) => `Sending: ${percent}`,
  checking: 'Being checked…',
  added: 'Added',
  addedCount: (count: number) =>
    format.plural(count, { one: '# picture is added.', other: '# pictures are added.' }),
  alreadyThere: 'The product shows this picture already.',
  dismiss: (name: string) => `Dismiss ${name}`,
  cancelUpload: (name: string) => `Do not send ${name}`,
  dismissAll: 'Dismiss those that failed',
  tooMany: (left: number, max: number) =>
    `A product shows at most ${format.number(max)} pictures: ${format.plural(left, { one: '# more was left out', other: '# more were left out' })}.`,
  sendFailed:
    'The server was not reached, or did not want to read on. Look at the size of the file, and try again.',
  linkOpens: 'opens in a new window',

  retry: 'Try failed pictures again',
  retryAll: 'Check its pictures again',
  retryRuns: 'The pictures are being checked…',
  retryDone: (indexed: number, failed: number, unchanged: number) =>
    [
      indexed > 0 && format.plural(indexed, { one: '# indexed anew', other: '# indexed anew' }),
      unchanged > 0 && format.plural(unchanged, { one: '# unchanged', other: '# unchanged' }),
      failed > 0 && format.plural(failed, { one: '# failed again', other: '# failed again' }),
    ]
      .filter(Boolean)
      .join(', '),
  attempts: (count: number) => format.plural(count, { one: 'tried once', other: 'tried # times' }),
  triedAgain: 'It is tried again by itself.',
  notTriedAgain: 'It stays so until the picture is mended.',
  indexedAt: (when: string) => `since ${when}`,
});
