// How what the server says is shown.

/** Where this page's own host serves a picture, whatever PUBLIC_URL says; undefined where it is not stored yet. */
export function addressOf(image) {
  if (!image) return undefined;
  const { pathname, search } = new URL(image.url);
  return /\/pictures\/[\da-f]{64}$/.test(pathname) ? pathname + search : undefined;
}

/**
 * A product in the grid.
 * @param {{ node: object, image?: object, score?: number | null }} edge
 * @param {(product: object) => void} onLike called when more like it are wanted
 */
export function card({ node, image, score }, onLike) {
  const item = document.querySelector('#card').content.cloneNode(true).firstElementChild;
  const find = (selector) => item.querySelector(selector);
  const address = addressOf(image ?? node.mainImage);
  if (address) find('img').src = address;
  else find('img').remove();
  if (typeof score === 'number') {
    find('.score').textContent = `score ${score.toFixed(2)}`;
    find('.score').title = 'How near it is: cosine similarity, at most 1';
  } else find('.score').remove();
  find('h3').append(node.url ? link(node.url, node.title) : node.title);
  find('.category').textContent = node.category ?? '';
  find('.price').textContent = node.price ? money(node.price) : '';
  find('.like').setAttribute('aria-label', `More like ${node.title}`);
  find('.like').onclick = () => onLike(node);
  return item;
}

function link(url, text) {
  const made = document.createElement('a');
  made.href = url;
  made.textContent = text;
  return made;
}

function money({ amount, currency }) {
  return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount);
}

const count = new Intl.NumberFormat();
const products = (n) => `${count.format(n)} ${n === 1 ? 'product' : 'products'}`;

/**
 * What was found and how long it took.
 * @param {number} shown how many are in the grid
 * @param {number} ms as this page waited, sending the question included
 */
export function summary({ totalCount, timing }, shown, ms) {
  if (shown === 0) return 'Nothing found. Other words, or another photo?';
  const found = totalCount > shown ? `The best ${products(shown)}` : products(shown);
  const [total, model, search] = [timing.totalMs, timing.embedMs, timing.searchMs].map(Math.round);
  return `${found} in ${Math.round(ms)} ms (server ${total} ms: model ${model}, search ${search}).`;
}

/** How much of the catalogue can be found. */
export function standing({ products: total, images }) {
  if (total === 0) return 'The catalogue is empty.';
  if (images.pending > 0) {
    return `${count.format(images.indexed)} of ${count.format(images.total)} pictures indexed so far.`;
  }
  const failed = images.failed > 0 ? `; ${count.format(images.failed)} pictures could not be indexed` : '';
  return `${products(total)}, index complete${failed}.`;
}

/** Why photos are not searched now; empty where they are. Of words, the notices of an answer tell. */
export function lacking({ searchByImage: { available, reason } }) {
  return available ? '' : `Photos are not searched now: ${reason}`;
}
