// What can be asked: how a question is shown, and `send(signal)`, which gives the first page of its answer.
import { ask, operations } from './try-api.js';
import { addressOf } from './try-view.js';

const sends = (query, variables, file) => async (signal) =>
  (await ask(query, variables, { file, signal })).page;

export const byWords = (text) => ({ text, send: sends(operations.words, { text }) });

/** @param {File} file chosen, pasted or dropped; what it holds is judged by the server */
export const byFile = (file) => ({
  label: file.name || 'A photo',
  picture: URL.createObjectURL(file),
  send: sends(operations.photo, { image: { upload: null } }, file),
});

/** @param {string} url of a picture elsewhere, which the server fetches */
export const byAddress = (url) => ({ label: url, send: sends(operations.photo, { image: { url } }) });

/** With a picture of the catalogue, as if it had been sent. */
export const byPicture = ({ title, mainImage }) => ({
  label: `The picture of ${title}`,
  picture: addressOf(mainImage),
  send: sends(operations.photo, { image: { productImage: mainImage.id } }),
});

export const byProduct = ({ id, title, mainImage }) => ({
  label: `More like ${title}`,
  picture: addressOf(mainImage),
  send: sends(operations.like, { id }),
});

const kinds = { IMAGE: 'A photo', PRODUCT: 'More like a product', TEXT: undefined };

/**
 * A search that was asked before.
 * @param {{ text?: string, label?: string, picture?: string } | null} shown what is still known of it
 * @param {(question: object) => void} found called with what the server knows of it, where nothing else is
 */
export const bySearchId = (id, shown, found) => ({
  ...shown,
  async send(signal) {
    const { search } = await ask(operations.again, { id }, { signal });
    if (search === null) throw new Error('This search is not kept any more: please ask again.');
    if (!shown) found({ text: search.text, label: kinds[search.kind] });
    return search.page;
  },
});
