import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const sizeLimitBytes = 10 * 1024 * 1024;
const keptFiles = 5;
const warningLevel = 40;
const rememberedLines = 20;

/** server.log → server.log.1 → … ; the oldest falls away. */
function rotate(file) {
  for (let number = keptFiles - 1; number >= 1; number -= 1) {
    if (existsSync(`${file}.${number}`)) renameSync(`${file}.${number}`, `${file}.${number + 1}`);
  }
  renameSync(file, `${file}.1`);
}

/** A text no terminal obeys: controls, direction marks and separators are spelled out. */
const visible = (text) =>
  text.replace(
    /(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0).toString(16)}}`,
  );

/** @returns {{ level: number, text: string }} how much a line matters, and how to show it to a person */
function understand(line) {
  try {
    const { level, msg, err } = JSON.parse(line);
    if (typeof level !== 'number') return { level: warningLevel, text: line };
    return {
      level,
      text: `${level > warningLevel ? 'error' : 'warning'}: ${msg ?? ''}${err?.message ? ` (${err.message})` : ''}`,
    };
  } catch {
    // Not from the logger: the runtime itself says something, usually a crash.
    return { level: warningLevel, text: line };
  }
}

/**
 * The server's log: every line goes to a file that is rotated by size; warnings and errors also reach the terminal.
 * @param {{ file: string, everything: boolean, print: (line: string) => void }} options `everything`: print all lines as they are
 * @returns {{ attach: (stream: import('node:stream').Readable) => void, lastLines: () => string[] }}
 */
export function serverLog({ file, everything, print }) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  let size = existsSync(file) ? statSync(file).size : 0;
  const recent = [];

  function write(said) {
    const line = visible(said);
    recent.push(line);
    if (recent.length > rememberedLines) recent.shift();
    if (size > sizeLimitBytes) {
      rotate(file);
      size = 0;
    }
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
    size += Buffer.byteLength(line) + 1;
    const { level, text } = understand(line);
    if (everything) print(line);
    else if (level >= warningLevel) print(`  ${visible(text)}`);
  }

  function attach(stream) {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      lines.filter((line) => line !== '').forEach(write);
    });
    stream.on('end', () => rest && write(rest));
  }

  return { attach, lastLines: () => [...recent] };
}
