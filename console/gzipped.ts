import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Puts a compressed copy beside each script and style of a build: the server sends it as it is, at no cost per request. */
export const gzipped = (): Plugin => ({
  name: 'gzipped',
  apply: 'build',
  writeBundle: ({ dir = '' }, files) => {
    for (const name of Object.keys(files).filter((file) => /\.(?:js|css|svg)$/.test(file))) {
      const file = join(dir, name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
  },
});
