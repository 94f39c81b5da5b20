import { existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ownedFolder } from './postgres-account.mjs';

/** The kernel allows 107 bytes for a socket's path (macOS: 103), of which PostgreSQL's file name takes 18. */
const longestFolder = 84;

/** A private folder under the system's own temporary folder, remembered in the data directory. */
function shortFolder(account, note) {
  const remembered = existsSync(note) ? readFileSync(note, 'utf8').trim() : '';
  const owner = account.ids?.uid ?? process.getuid?.();
  const found = remembered && lstatSync(remembered, { throwIfNoEntry: false });
  // Others may write in the temporary folder: only a folder that is still ours is taken again.
  if (found && found.isDirectory() && [owner, process.getuid?.()].includes(found.uid)) return remembered;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-'));
  writeFileSync(note, `${folder}\n`, { mode: 0o600 });
  return folder;
}

/**
 * The private folder of PostgreSQL's socket: in its home, unless that path is too long for a socket.
 * A socket left by a run that was killed is removed; call this only when no PostgreSQL runs on these files.
 * @param {import('./postgres-account.mjs').Account} account
 * @param {string} dataDir real path
 * @returns {string}
 */
export function socketFolder(account, dataDir) {
  const near = path.join(account.home, 'run');
  const folder =
    Buffer.byteLength(near) <= longestFolder
      ? near
      : shortFolder(account, path.join(dataDir, 'postgres-socket-is-at'));
  ownedFolder(account, folder);
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(path.join(folder, name), { force: true });
  return folder;
}
