import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const entry = 'search/main.tsx';

/** What an entry needs before it shows anything: all that it imports, but not what it fetches later. */
function neededBy(entry: string, modules: Modules): ReadonlySet<string> {
  const needed = new Set([here(entry)]);
  for (const id of needed) for (const one of modules.getModuleInfo(id)?.importedIds ?? []) needed.add(one);
  return needed;
}

/**
 * One file for what both pages may need, and one for the search page's own: many small ones compress worse, by 4 kB in
 * all. The entry stays by itself: a file that others import must not show a page when it is read.
 */
function firstNeeded(id: string, modules: Modules): string | null {
  if (id === here(entry) || !neededBy(entry, modules).has(id)) return null;
  return id.startsWith(here('search/')) ? 'search' : 'common';
}

/** The two pages: each an entry of its own, so that the search page carries nothing of the admin. */
export default defineConfig({
  root: here('.'),
  plugins: [react()],
  resolve: { dedupe: ['react', 'react-dom', '@urql/core'] },
  build: {
    // npm run build gives a folder of its own to each build
    outDir: here('../../dist/tried'),
    emptyOutDir: true,
    target: 'es2022',
    // a strict content security policy allows no inline script and no data: of a script
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('index.html'), admin: here('admin.html') },
      output: { codeSplitting: { groups: [{ name: firstNeeded, debugName: 'first needed' }] } },
    },
  },
});
