import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer, type Plugin, type ProxyOptions } from 'vite';
import { readConfig } from '../src/config.ts';
import { htmlOf } from '../src/http/pages/paths.ts';

const { PORT } = readConfig();
const api = `http://127.0.0.1:${PORT}`;

/** A page has an address for each of its states; what a script imports has the address of its file. */
const pages: Plugin = {
  name: 'pages',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      const { pathname } = new URL(request.url ?? '/', api);
      const isDocument = request.headers['sec-fetch-dest'] === 'document';
      const html = isDocument ? htmlOf(pathname) : undefined;
      if (html !== undefined) request.url = `/${html}`;
      next();
    });
  },
};

// the host that the browser names is passed on, so that pictures get an address that it reaches
const proxied: ProxyOptions = { target: api, ws: true };

// Node watches every file that the server imports and starts it again when one changes.
const child = spawn(
  process.execPath,
  ['--max-semi-space-size=2', '--watch', '--watch-preserve-output', 'src/main.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, PAGES_DIR: 'none' } },
);
const vite = await createServer({
  configFile: fileURLToPath(new URL('../src/web/vite.config.ts', import.meta.url)),
  plugins: [pages],
  server: {
    host: '127.0.0.1',
    proxy: { '^/(graphql|graphiql|health/.*|pictures/.*|searches/.*)(\\?|$)': proxied },
  },
});
const stop = async (code: number) => {
  await vite.close();
  process.exit(code);
};
child.on('exit', (code) => void stop(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));

await vite.listen();
const [url] = vite.resolvedUrls?.local ?? [];
console.log(`\n  Open ${url} (the admin: ${url}admin); pages and server follow what you change.\n`);
