// Loaded into the agent before it starts (`node --import`): writes down every path that this process opens, through
// whichever call of node:fs. Names only are looked at by listing and `stat`, which is not opening.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const log = process.env.OPENED_FILES_LOG;
const append = fs.appendFileSync.bind(fs);
let busy = false;

function note(path) {
  if (busy || typeof path === 'number') return;
  busy = true;
  append(log, `${JSON.stringify(String(path))}\n`);
  busy = false;
}

function wrap(holder, name) {
  const real = holder[name];
  if (typeof real !== 'function') return;
  holder[name] = function (path, ...rest) {
    note(path);
    return real.call(this, path, ...rest);
  };
}

const names = ['open', 'readFile', 'copyFile', 'readlink', 'createReadStream', 'openAsBlob'];
for (const name of names) {
  wrap(fs, name);
  wrap(fs, `${name}Sync`);
  wrap(fs.promises, name);
}
syncBuiltinESMExports();
