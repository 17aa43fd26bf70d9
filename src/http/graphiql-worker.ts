// Renders GraphiQL once, off the event loop: the page is 9 MB of text, and a second's work to compress.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

// GraphiQL takes the whole window; the bar above it needs a line
const bar = `
  <style>
    body { margin: 0; height: 100vh; display: flex; flex-direction: column }
    #root { flex: 1; min-height: 0 }
    .graphiql-container { width: 100% !important; height: 100% !important }
    #bar { margin: 0; padding: 6px 12px; font: 14px system-ui, sans-serif; background: #eef }
  </style>
  <p id="bar"><a href="/">Search with a photo</a> · the GraphQL API is at <code>/graphql</code></p>`;

const tabs = readFileSync(new URL('./graphiql-tabs.js', import.meta.url), 'utf8');

const page = renderGraphiQL({ title: 'Vitrine', endpoint: '/graphql', defaultTabs: workerData })
  .replace('<div id="root"></div>', `${bar}<div id="root"></div>`)
  .replace('<script>', () => `<script>\n${tabs}`)
  .trim();
const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
parentPort?.postMessage({
  page: gzipSync(page),
  scriptHash: createHash('sha256').update(script).digest('base64'),
});
