// What a person does on this page, and what follows.
import { ask, operations, watch } from './try-api.js';
import { byAddress, byFile, byPicture, byProduct, bySearchId, byWords } from './try-questions.js';
import { addressOf, card, lacking, standing, summary } from './try-view.js';

const $ = (id) => document.getElementById(id);
/** Of the demo catalogue: questions, and products whose pictures are asked with. */
const demo = {
  words: ['red fruit', 'something to drink', 'ein Fahrrad'],
  externalIds: ['demo-1f418', 'demo-1f353', 'demo-1f6b2'],
};
const windowSize = 24;

let underWay = new AbortController();
let isWindow = false; // whether what is shown is the shop window, and no answer
let next; // the page after the last one that is shown
let again; // what 'Try again' does
let known; // how many products, as last heard

/** Asks, and shows what comes; what was asked before and is still under way is dropped. */
async function search(question, { remember = true } = {}) {
  const signal = begin(question);
  const started = performance.now();
  try {
    const page = await question.send(signal);
    showResults('Found', []);
    showPage(page, performance.now() - started);
    if (remember && page.search) {
      const { text, label, picture } = question;
      history.pushState({ text, label, picture }, '', `?search=${page.search.id}`);
    }
  } catch (error) {
    if (signal.aborted) return;
    showResults('', []);
    fail(error, () => search(question, { remember }));
  } finally {
    if (!signal.aborted) $('results').ariaBusy = 'false';
  }
}

function begin(question) {
  underWay.abort();
  underWay = new AbortController();
  showQuestion(question ?? {});
  $('failure').hidden = true;
  $('more').hidden = true;
  $('notices').replaceChildren();
  $('state').textContent = question ? 'Searching…' : '';
  $('results').ariaBusy = String(question !== undefined);
  return underWay.signal;
}

function fail({ message }, retry) {
  again = retry;
  $('state').textContent = '';
  $('failure').firstElementChild.textContent = message;
  $('failure').hidden = false;
}

function showQuestion({ text, label, picture }) {
  $('words').value = text ?? '';
  $('asked').hidden = !label;
  $('asked-label').textContent = label ?? '';
  $('asked-picture').hidden = !picture;
  if (picture) $('asked-picture').src = picture;
}

function showResults(heading, cards) {
  $('heading').textContent = heading;
  $('heading').hidden = heading === '';
  $('results').replaceChildren(...cards);
  isWindow = false;
}

function showPage(page, ms) {
  $('results').append(...page.edges.map((edge) => card(edge, like)));
  $('state').textContent = summary(page, $('results').children.length, ms);
  // that paging ends is news where it does
  const notices = page.notices.filter(
    ({ code }) => code !== 'RESULTS_TRUNCATED' || !page.pageInfo.hasNextPage,
  );
  $('notices').replaceChildren(...notices.map(({ message }) => listItem(message)));
  $('more').hidden = !page.pageInfo.hasNextPage || !page.search;
  next = { id: page.search?.id, after: page.pageInfo.endCursor };
}

const like = (product) => {
  search(byProduct(product));
  scrollTo({ top: 0 });
};

function listItem(text) {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}

async function showMore() {
  const shown = $('results').children.length;
  const { signal } = underWay;
  const started = performance.now();
  $('more').disabled = true;
  try {
    const { search: rest } = await ask(operations.again, next, { signal });
    showPage(rest.page, performance.now() - started);
    $('results').children[shown]?.querySelector('button').focus();
  } catch (error) {
    if (!signal.aborted) fail(error, showMore);
  }
  $('more').disabled = false;
}

/** What is for sale, before anything is asked, and examples of questions that it answers. */
async function showWindow(signal = begin()) {
  try {
    const { demo: figurines, window } = await ask(operations.window, { demo: demo.externalIds }, { signal });
    const isDemo = figurines.nodes.length > 0;
    const products = isDemo ? figurines.nodes : window.nodes.slice(0, 3);
    showExamples(isDemo ? demo.words : products.map(({ title }) => title), products);
    $('demo').hidden = !isDemo;
    if (isWindow && $('results').children.length === window.nodes.length) return;
    const cards = window.nodes.map((node) => card({ node }, like));
    showResults(cards.length === 0 ? '' : 'In the shop window', cards);
    isWindow = true;
  } catch (error) {
    if (!signal.aborted) fail(error, () => showWindow());
  }
}

function showExamples(words, products) {
  const shown = products.filter(({ mainImage }) => addressOf(mainImage));
  if ($('examples').children.length === 1 + words.length + shown.length) return;
  const button = (name, question, inside) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.ariaLabel = name;
    made.append(inside);
    made.onclick = () => search(question);
    return made;
  };
  $('examples').replaceChildren(
    $('examples').firstElementChild,
    ...words.map((text) => button(`Search for ${text}`, byWords(text), text)),
    ...shown.map((product) => {
      const picture = new Image();
      picture.src = addressOf(product.mainImage);
      picture.alt = '';
      return button(`Search with the picture of ${product.title}`, byPicture(product), picture);
    }),
  );
  $('examples').hidden = words.length === 0;
}

/** Shows what this page's address says: a search, or the shop window. */
function open() {
  const id = new URLSearchParams(location.search).get('search');
  if (id === null) showWindow();
  else search(bySearchId(id, history.state, showQuestion), { remember: false });
}

$('form').onsubmit = (event) => {
  event.preventDefault();
  const text = $('words').value.trim();
  if (text !== '') search(/^https?:\S+$/.test(text) ? byAddress(text) : byWords(text));
};
$('photo').onchange = () => {
  const [file] = $('photo').files;
  if (file) search(byFile(file));
  $('photo').value = ''; // so that the same one can be chosen again
};
$('clear').onclick = () => {
  history.pushState(null, '', location.pathname);
  showWindow();
  $('words').focus();
};
$('more').onclick = showMore;
$('failure').lastElementChild.onclick = () => again();
window.onpopstate = open;

document.onpaste = (event) => {
  const [file] = event.clipboardData.files;
  if (!file) return;
  event.preventDefault();
  search(byFile(file));
};
document.ondragover = (event) => {
  event.preventDefault();
  document.body.classList.add('dragging');
};
document.ondragleave = (event) => {
  if (event.relatedTarget === null) document.body.classList.remove('dragging');
};
document.ondrop = (event) => {
  event.preventDefault();
  document.body.classList.remove('dragging');
  const [file] = event.dataTransfer.files;
  const [address] = event.dataTransfer.getData('text/uri-list').split(/\r?\n/);
  if (file) search(byFile(file));
  else if (address) search(byAddress(address));
};

watch(
  {
    works({ capabilities }) {
      $('lacking').textContent = lacking(capabilities);
    },
    index({ indexStatus }) {
      const { products, images } = indexStatus;
      $('index').textContent = standing(indexStatus);
      $('indexing').hidden = images.pending === 0;
      $('indexing').max = images.total;
      $('indexing').value = images.indexed + images.failed;
      // a catalogue that is being filled
      const isWhole =
        $('results').children.length === windowSize &&
        $('examples').children.length > demo.words.length + demo.externalIds.length;
      if (isWindow && products !== known && !isWhole) showWindow(underWay.signal);
      known = products;
    },
  },
  () => {
    $('index').textContent = 'The server does not answer; this page waits for it.';
  },
);
open();
