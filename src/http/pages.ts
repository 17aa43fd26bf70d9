import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from './answer.ts';

const files = {
  '/try': 'try.html',
  '/try.css': 'try.css',
  '/try.js': 'try.js',
  '/try-api.js': 'try-api.js',
  '/try-questions.js': 'try-questions.js',
  '/try-view.js': 'try-view.js',
} as const;
const types = { html: 'text/html', css: 'text/css', js: 'text/javascript' } as const;

// blob: shows the photo that was chosen before anything is sent
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Page = (request: IncomingMessage, response: ServerResponse) => void;

/** The small pages of the door, by their path. */
export function createPages(): ReadonlyMap<string, Page> {
  return new Map(
    Object.entries(files).map(([path, name]) => {
      const body = readFileSync(new URL(`./pages/${name}`, import.meta.url));
      const type = Object.entries(types).find(([ending]) => name.endsWith(`.${ending}`))?.[1];
      const headers = {
        'Content-Security-Policy': policy,
        'Cache-Control': 'no-cache',
        ETag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`,
      };
      const serve: Page = (request, response) => {
        if (request.headers['if-none-match'] === headers.ETag) response.writeHead(304, headers).end();
        else answer(response, 200, `${type}; charset=utf-8`, body, headers);
      };
      return [path, serve];
    }),
  );
}
