import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
    rolldownOptions: { input: { index: here('index.html'), admin: here('admin.html') } },
  },
});
