import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { answer } from '../answer.ts';

const reloadSeconds = 2;
const style = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-content:center;
font:1.1rem/1.6 system-ui,sans-serif;text-align:center}main{max-width:40rem;padding:2rem}`;
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

/** Stands in for a page until it is built, and comes again by itself; or says why it can't be. */
export function answerWaiting(response: ServerResponse, failure: string | undefined): void {
  const [title, text] =
    failure === undefined
      ? ['The pages are being built, a moment…', 'This happens once. The GraphQL API answers already.']
      : ['The pages could not be built', `${failure} The GraphQL API answers all the same.`];
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vitrine</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${escaped(text)}</p><p><a href="/graphiql">GraphiQL</a></p></main></body>
</html>
`;
  answer(response, 503, 'text/html; charset=utf-8', body, {
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'Retry-After': reloadSeconds,
    Refresh: failure === undefined ? reloadSeconds : 10 * reloadSeconds,
  });
}
