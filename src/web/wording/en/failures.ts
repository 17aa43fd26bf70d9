import type { Format } from '../../shared/format.ts';

export const failures = (format: Format) => ({
  title: 'Failures',
  about: 'Pictures that could not be indexed: search does not find products by them.',
  none: 'No picture has failed',
  noneMeans:
    'Every picture is indexed, or waits for its turn. What fails from now on appears here by itself.',
  noneOfReason: 'No picture has failed for this reason.',
  byReason: 'By reason',
  all: 'All',
  whatItMeans: 'What it means',
  whatToDo: 'What to do',
  reasons: {
    BLOCKED_ADDRESS: {
      means:
        'The address leads into a private network, and this server fetches from public addresses only, so that nobody can look around inside through it.',
      todo: 'Send the picture itself or a public address. Where the network is your own, name it in FETCH_PRIVATE_NETWORKS, restart, and try again.',
    },
    CORRUPT: {
      means: 'The bytes that came are not a whole picture: cut off while they were saved or sent, say.',
      todo: 'Open the address in a browser. Where the picture is broken there too, save it anew; else try again.',
    },
    FORBIDDEN: {
      means: 'The host asks for a login, or refuses this server (401, 402, 403 or 451).',
      todo: 'Let this server read the pictures, by its address, say; or send the pictures themselves. Then try again.',
    },
    MODEL_FAILED: {
      means:
        'The process that runs the model ended or failed over this picture, and did so again when it was tried again.',
      todo: 'Try again once. If it fails the same way, the log of the server says more, and a smaller or newly saved picture helps.',
    },
    NOT_FOUND: {
      means: 'The host says that there is nothing at this address (404 or 410).',
      todo: 'Mend the address in the product, or in the file that is imported. A new address is fetched by itself.',
    },
    TIMEOUT: {
      means: 'The host took longer than FETCH_TIMEOUT_MS, also when it was tried again.',
      todo: 'Try again when the host has less to do. Where it is always slow, raise FETCH_TIMEOUT_MS and restart.',
    },
    TOO_LARGE: {
      means: 'The picture has more bytes than MAX_UPLOAD_MB, or too many pixels.',
      todo: 'Send a smaller one, 2,000 pixels wide, say: search sees no more in a larger one. Or raise MAX_UPLOAD_MB, restart, and try again.',
    },
    UNREACHABLE: {
      means:
        'There is no such host, it does not answer, or it answers with an error (5xx), also when it was tried again.',
      todo: 'See whether the address is right and its host is up. Then try again.',
    },
    UNSUPPORTED_FORMAT: {
      means:
        'What is at the address is no JPEG, PNG, WebP, GIF or AVIF, whatever its name says: often a web page.',
      todo: 'Give the address of the picture itself, in one of these formats.',
    },
  },
  picture: (position: number) => `Picture ${format.number(position)}`,
  uploaded: 'It was uploaded: there is no address.',
  attempts: (count: number) => format.plural(count, { one: 'tried once', other: 'tried # times' }),
  shown: (shown: number, total: number) => `${format.number(shown)} of ${format.number(total)} shown`,
  changed: 'The list has changed since.',
  showAnew: 'Show it anew',
  tryOne: 'Try again',
  tryOneOf: (title: string) => `Try again: ${title}`,
  tried: 'Being tried again',
  mended: 'Tried again: it is indexed now.',
  stillFails: 'Tried again: it still fails.',
  tryAll: 'Try all again',
  tryReason: 'Try these again',
  tryAllTitle: (count: number) =>
    format.plural(count, { one: 'Try # picture again?', other: 'Try # pictures again?' }),
  tryAllMeans:
    'One run takes all pictures that have failed. Each is fetched and indexed anew, and you can watch, pause and cancel the run.',
  tryReasonMeans:
    'There is no run of one reason alone. So the products that these pictures belong to are gathered first, and then taken by runs of up to 1,000 products each: of such a product, all other pictures are looked after too, and those that have not changed are left as they are.',
  tryAction: 'Try again',
  gathering: (found: number) =>
    `Gathering the products: ${format.plural(found, { one: '# so far', other: '# so far' })}…`,
  stop: 'Stop',
  stopped: 'Stopped. Nothing was started.',
  stoppedPartly: (runs: number) =>
    format.plural(runs, {
      one: 'Stopped. # run was started before.',
      other: 'Stopped. # runs were started before.',
    }),
  tryingIn: (runs: number) =>
    format.plural(runs, {
      one: 'They are being tried again.',
      other: 'They are being tried again, in # runs.',
    }),
  nothingLeft: 'None of them has failed any more.',
  watch: 'Watch it',
  liveEnded: 'The counts can not be kept up right now; what you see may be out of date.',
  listFailed: 'The failed pictures could not be loaded.',
});
