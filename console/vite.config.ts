import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { gzipped } from './gzipped';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const api = { target: `http://127.0.0.1:${process.env.CLAWBUTLER_PORT ?? 4600}`, changeOrigin: false };

/**
 * The console is built to static files under `dist/console` which the server serves under a strict policy, so
 * nothing is ever inlined: fonts and images stay files, and overlay libraries adopt constructed style sheets.
 */
export default defineConfig({
  root: here('.'),
  plugins: [tailwindcss(), gzipped()],
  resolve: { alias: { 'react-style-singleton': here('./ui/adopted-styles.ts') } },
  build: {
    outDir: here('../dist/console'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // "use client" means nothing in a console without server rendering.
    rolldownOptions: {
      onLog: (level, log, pass) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : pass(level, log)),
    },
  },
  server: {
    host: '127.0.0.1',
    // Patterns, because the folder console/graphql is served under the same prefix while developing.
    proxy: { '^/graphql$': { ...api, ws: true }, '^/export/': api, '^/health/': api },
    // In a second worktree node_modules is a link; its files lie elsewhere.
    fs: { allow: [here('..'), realpathSync(here('../node_modules'))] },
  },
});
