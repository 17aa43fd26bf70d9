// What the page asks the server: all of it over GraphQL, as the front end of any shop could.

const product = '{ id title category url price { amount currency } mainImage { id url(width: 400) } }';
const page = `{
  search { id }
  totalCount
  pageInfo { hasNextPage endCursor }
  edges { score image { id url(width: 400) } node ${product} }
  notices { code message }
  timing { embedMs searchMs totalMs }
}`;

export const operations = {
  words: `query Words($text: String!) { page: searchByText(text: $text, first: 24) ${page} }`,
  photo: `query Photo($image: ImageInput!) { page: searchByImage(photo: { image: $image }, first: 24) ${page} }`,
  like: `query Like($id: ID!) { page: similarProducts(to: { id: $id }, first: 24) ${page} }`,
  again: `query Again($id: ID!, $after: String) {
    search(id: $id) { kind text page: results(first: 24, after: $after) ${page} }
  }`,
  window: `query Window($demo: [String!]) {
    demo: products(first: 3, filter: { externalId: $demo }) { nodes ${product} }
    window: products(first: 24, orderBy: OLDEST, filter: { hasImages: true }) { nodes ${product} }
  }`,
  works: 'subscription Works { capabilities { searchByImage { available reason } } }',
  index: 'subscription Index { indexStatus { products images { total indexed pending failed } } }',
};

/**
 * Sends an operation; a file goes to the variable `image.upload`.
 * @returns its data
 * @throws {Error} in the server's own words, where it refuses
 */
export async function ask(query, variables = {}, { file, signal } = {}) {
  const operation = JSON.stringify({ query, variables });
  let text;
  try {
    const response = await fetch('graphql', {
      method: 'POST',
      signal,
      ...(file ? multipart(operation, file) : json(operation)),
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Error('The server did not answer. Is it still running?');
  }
  const { data, errors } = parsed(text);
  if (errors) throw new Error(errors[0].message);
  return data;
}

const json = (body) => ({ body, headers: { 'content-type': 'application/json' } });

/** github.com/jaydenseric/graphql-multipart-request-spec */
function multipart(operation, file) {
  const body = new FormData();
  body.append('operations', operation);
  body.append('map', '{ "photo": ["variables.image.upload"] }');
  body.append('photo', file);
  return { body, headers: { accept: 'application/json' } };
}

/** What comes from before GraphQL, such as a refusal of this page's host, is a sentence. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: text }] };
  }
}

/**
 * Subscribes over one WebSocket (github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md), and again when the
 * server comes back.
 * @param subscriptions what to call with the data of each operation
 * @param lost called when the server is gone
 */
export function watch(subscriptions, lost) {
  const socket = new WebSocket(
    new URL('graphql', location.href.replace(/^http/, 'ws')),
    'graphql-transport-ws',
  );
  const send = (message) => socket.send(JSON.stringify(message));
  socket.onopen = () => send({ type: 'connection_init' });
  socket.onmessage = (event) => {
    const { type, id, payload } = JSON.parse(event.data);
    if (type === 'connection_ack') {
      for (const name of Object.keys(subscriptions)) {
        send({ type: 'subscribe', id: name, payload: { query: operations[name] } });
      }
    }
    if (type === 'ping') send({ type: 'pong' });
    if (type === 'next' && payload.data) subscriptions[id](payload.data);
  };
  socket.onclose = () => {
    lost();
    setTimeout(() => watch(subscriptions, lost), 3000);
  };
}
