import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { inProject, projectRoot } from '../project.mjs';
import { swapIn } from './swap.mjs';

const entries = ['main', 'worker', 'migrate', 'rotate-master-key'];

/**
 * Packages that must stay files of their own: they load native binaries or start threads from paths beside them.
 * Optional packages that are not installed stay outside by themselves.
 */
const outside = /^(?:@node-rs\/|pino$|thread-stream|msgpackr-extract|bufferutil|utf-8-validate)/;

/** In one file, "beside this module" means something else than in the source tree. */
const noOwnPlace = {
  name: 'no-own-place',
  transform(code, id) {
    if (id.startsWith(inProject('dist')) && /\bimport\.meta\.(?:url|dirname|filename)\b/.test(code)) {
      throw new Error(
        `${id} uses import.meta, which is not its own place once bundled: start paths at the working directory.`,
      );
    }
    return null;
  },
};

/**
 * The compiled server with its packages in a few files, `dist/app/{main,worker,migrate}.js`. Reading two thousand small
 * modules is what a start of the server mostly consists of; bundled, it takes a third of the time.
 * @returns {Promise<void>}
 */
export async function bundleServer() {
  const input = Object.fromEntries(
    entries
      .map((name) => [name, inProject('dist/server', `${name}.js`)])
      .filter(([, file]) => existsSync(file)),
  );
  if (Object.keys(input).length === 0) return;
  const { rolldown } = await import('rolldown');
  const fresh = mkdtempSync(inProject('dist', '.bundling-'));
  try {
    const bundle = await rolldown({
      input,
      cwd: projectRoot,
      platform: 'node',
      external: outside,
      logLevel: 'silent',
      plugins: [noOwnPlace],
    });
    // Dependency injection, error names and metadata go by class names: they must survive.
    await bundle.write({
      dir: fresh,
      format: 'esm',
      keepNames: true,
      minify: false,
      chunkFileNames: 'part-[name]-[hash].js',
    });
    await bundle.close();
    chmodSync(fresh, 0o755);
    swapIn(fresh, inProject('dist/app'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
