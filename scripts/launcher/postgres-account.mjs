import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { copyBinaries, copyName } from './postgres-binaries.mjs';

/**
 * How PostgreSQL is run here. It refuses to run as root, so root hands it to somebody else.
 * @typedef {object} Account
 * @property {'direct' | 'nobody' | 'namespace' | 'copy'} mode
 * @property {string} packageDir binaries to use
 * @property {string} home folder in which PostgreSQL keeps its files
 * @property {{ uid: number, gid: number } | undefined} ids who owns those files, when not we ourselves
 * @property {string[]} prefix command that runs the rest of its arguments under that account
 * @property {string[]} peers names under which the operating system will tell PostgreSQL about us
 */

/** Says, inside the data directory, that PostgreSQL's files had to live elsewhere. */
const movedNote = 'postgres-is-at';

/** `nobody` always has an entry in the password file, which PostgreSQL insists on. */
function nobody() {
  const ask = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

const succeeds = (command, args, options) =>
  spawnSync(command, args, { ...options, cwd: '/', stdio: 'ignore' }).status === 0;
const binary = (packageDir) => path.join(packageDir, 'native/bin/postgres');

/** Lets exactly one group pass through our folder (not list it) to PostgreSQL's files inside. */
function openDoorFor(gid, folder) {
  chownSync(folder, 0, gid);
  chmodSync(folder, 0o710);
}

/** Everything below a folder, and the folder, to one owner. */
function giveAway(folder, { uid, gid }) {
  lchownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const child = path.join(folder, entry.name);
    if (entry.isDirectory()) giveAway(child, { uid, gid });
    else lchownSync(child, uid, gid);
  }
}

/**
 * Makes a folder for PostgreSQL's eyes only, and gives it and all it holds to PostgreSQL's account.
 * @param {Account} account @param {string} folder
 */
export function ownedFolder(account, folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner =
    account.ids ?? (process.getuid ? { uid: process.getuid(), gid: process.getgid() } : undefined);
  if (owner && statSync(folder).uid !== owner.uid) giveAway(folder, owner);
  chmodSync(folder, 0o700);
}

/** Root: an unprivileged account if it can reach our files, else a user namespace, else a place it can reach. */
function accountForRoot(packageDir, dataDir) {
  const ids = nobody();
  if (existsSync(path.join(dataDir, movedNote))) return accountElsewhere(packageDir, dataDir, ids);
  const reaches = (folder) => succeeds('test', ['-x', folder], ids);
  if (succeeds(binary(packageDir), ['--version'], ids) && reaches(path.dirname(dataDir))) {
    openDoorFor(ids.gid, dataDir);
    return { mode: 'nobody', packageDir, home: dataDir, ids, prefix: [], peers: ['root'] };
  }
  const prefix = ['unshare', '--user', `--map-user=${ids.uid}`, `--map-group=${ids.gid}`, '--'];
  if (succeeds(prefix[0], [...prefix.slice(1), binary(packageDir), '--version'])) {
    return {
      mode: 'namespace',
      packageDir,
      home: dataDir,
      ids: undefined,
      prefix,
      peers: ['root', 'nobody'],
    };
  }
  return accountElsewhere(packageDir, dataDir, ids);
}

/** Last resort: binaries and files in a place that `nobody` can reach. Once there, they stay there. */
function accountElsewhere(packageDir, dataDir, ids) {
  const home = path.join(
    '/var/lib/clawbutler',
    createHash('sha256').update(dataDir).digest('hex').slice(0, 12),
  );
  mkdirSync(home, { recursive: true, mode: 0o755 });
  openDoorFor(ids.gid, home);
  const files = path.join(dataDir, 'postgres');
  if (existsSync(files)) {
    cpSync(files, path.join(home, 'postgres'), { recursive: true, verbatimSymlinks: true });
    renameSync(files, `${files}.moved`);
  }
  writeFileSync(path.join(dataDir, movedNote), `${home}\n`, { mode: 0o600 });
  const copy = copyBinaries(packageDir, path.join('/var/lib/clawbutler', copyName(packageDir)));
  return { mode: 'copy', packageDir: copy, home, ids, prefix: [], peers: ['root'] };
}

/**
 * Chooses the account for a data directory. The choice may differ from the last start's: files change hands then.
 * @param {string} packageDir
 * @param {string} dataDir real path
 * @returns {Account}
 */
export function chooseAccount(packageDir, dataDir) {
  if (process.getuid?.() === 0) return accountForRoot(packageDir, dataDir);
  return {
    mode: 'direct',
    packageDir,
    home: dataDir,
    ids: undefined,
    prefix: [],
    peers: [os.userInfo().username],
  };
}
