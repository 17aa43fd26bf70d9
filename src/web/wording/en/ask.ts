import type { Format } from '../../shared/format.ts';

/** The box in which a question is asked. */
export const ask = (format: Format) => ({
  label: 'What are you looking for?',
  placeholder: 'Describe it, or give a photo',
  placeholderOfWords: 'Describe it',
  placeholderBesidePhoto: 'Add words: “in blue”',
  submit: 'Search',
  clear: 'Clear',
  preparing: 'Preparing the photo…',
  searching: 'Searching…',
  choose: 'Choose a photo',
  takePicture: 'Take a picture',
  hint: 'Drop a photo anywhere, paste it, or paste its address.',
  dropHere: 'Drop it to search',
  dropHint: 'A photo, or several of one product',
  isAddress: 'This is an address: the picture there is searched with.',
  photosOff: 'There is no search by photo now.',
  wordsOff: 'There is no search by words now.',

  photos: 'Photos to search with',
  photo: (index: number) => `Photo ${format.number(index)}`,
  pictureAt: (host: string) => `Picture at ${host}`,
  crop: 'Crop',
  turn: 'Turn',
  remove: 'Remove',
  removed: 'The photo is removed.',
  addSide: 'Another side',
  cropOf: (name: string) => `Crop: ${name}`,
  turnOf: (name: string) => `Turn: ${name}`,
  removeOf: (name: string) => `Remove: ${name}`,
  reopened: 'The photo that was searched with is not kept. To crop it or to add words, choose it again.',

  editor: 'Crop the photo',
  editorHint: 'Drag over what you are looking for.',
  wholePhoto: 'Whole photo',
  done: 'Done',
  part: 'Part that is searched with',
  position: 'Position',
  partKeys: 'Arrow keys move it, or its edges; with Shift by more.',
  partAt: (left: number, top: number) =>
    `${format.percent(left)} from the left, ${format.percent(top)} from the top`,
  edges: { left: 'Left edge', top: 'Upper edge', right: 'Right edge', bottom: 'Lower edge' },
  edgeAt: (share: number) => format.percent(share),
  lookingForObjects: 'Looking for objects in the photo…',
  objects: (count: number) =>
    format.plural(count, {
      one: '# object found: click it to search with it.',
      other: '# objects found: click one to search with it.',
    }),
  noObjects: 'No single objects found; drag over what you are looking for.',
  objectsFailed: 'Objects could not be looked for; drag over what you are looking for.',
  searchWithObject: (title: string) => `Search with this part, like: ${title}`,
  cannotShow: 'Your browser can not show this photo. It is searched with nevertheless.',

  several: (count: number) => format.plural(count, { one: '# photo', other: '# photos' }),
  severalQuestion: 'What do the photos show?',
  oneProduct: 'One product, from several sides',
  oneProductHint: 'One search with all of them together',
  oneEach: 'A product each',
  oneEachHint: 'One search for each photo',

  camera: 'Take a picture',
  cameraWaiting: 'Waiting for the camera. Your browser may ask whether this page may use it.',
  cameraView: 'What the camera sees',
  cameraTake: 'Take it',
  cameraRefused: 'This page may not use the camera. Allow it in the browser’s settings, or choose a photo.',
  cameraMissing: 'No camera could be opened. Another program may be using it. Choose a photo instead.',

  refused: {
    notPicture: (name: string) =>
      `“${name}” is not a picture, whatever its name says. Choose a JPEG, PNG, WebP, GIF or AVIF file.`,
    unreadable: (name: string) => `“${name}” can not be read. If it is a folder, choose the photos in it.`,
    empty: (name: string) => `“${name}” is empty. Choose another file.`,
    tooLarge: (name: string, bytes: number, most: number) =>
      `“${name}” has ${format.bytes(bytes)}; at most ${format.bytes(most)} are taken. Make it smaller, or choose another photo.`,
    tooMany: (given: number, most: number, names: string) =>
      `These are ${format.plural(given, { one: '# photo', other: '# photos' })}; at most ${format.number(most)} are searched with at once. Taken: ${names}.`,
    tooLong: (length: number, most: number) =>
      `These are ${format.number(length)} characters; at most ${format.number(most)} are searched with. Leave some out.`,
    nothing: 'Type what you are looking for, or give a photo.',
    noRoom: '8 photos and words are too much for one search. Take a photo away, or the words.',
    notPhoto: 'There is no photo in what was given.',
    more: (count: number) =>
      format.plural(count, { one: 'And # more file was refused.', other: 'And # more files were refused.' }),
  },
});
