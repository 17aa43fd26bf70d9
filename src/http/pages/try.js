const query = `query Try($photo: Upload!) {
  searchByImage(photo: { image: { upload: $photo } }, first: 24) {
    edges {
      score
      node { title category mainImage { url(width: 400) } }
      image { url(width: 400) }
    }
    notices { message }
    timing { totalMs }
  }
}`;

const form = document.querySelector('#form');
const photo = document.querySelector('#photo');
const state = document.querySelector('#state');
const results = document.querySelector('#results');

function say(text, failed = false) {
  state.textContent = text;
  state.classList.toggle('failed', failed);
}

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

function show({ edges, notices, timing }) {
  results.replaceChildren(
    ...edges.map(({ node, image, score }) => {
      const item = element('li');
      const picture = element('img');
      // only the path: the page's own host serves it
      const address = new URL((image ?? node.mainImage)?.url ?? '', location.href);
      picture.src = address.pathname + address.search;
      picture.alt = '';
      const details = [node.category, score === null ? null : `score ${score.toFixed(2)}`].filter(Boolean);
      item.append(picture, element('p', node.title), element('small', details.join(' · ')));
      return item;
    }),
  );
  const found =
    edges.length === 0 ? 'Nothing found.' : `${edges.length} products in ${Math.round(timing.totalMs)} ms.`;
  say([found, ...notices.map(({ message }) => message)].join(' '));
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  say('Searching…');
  const body = new FormData();
  body.append('operations', JSON.stringify({ query, variables: { photo: null } }));
  body.append('map', '{"photo": ["variables.photo"]}');
  body.append('photo', photo.files[0]);
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    });
    const { data, errors } = await response.json();
    if (errors) say(errors[0].message, true);
    else show(data.searchByImage);
  } catch {
    say('The server did not answer. Is it still running?', true);
  }
});
