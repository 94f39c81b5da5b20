import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import type { SettingsScope, SettingsSourceInput } from '../../schema/generated/types.js';
import { wellFormed, type Fields } from '../runtimes/fields.js';
import { openInside, UnreadableFile } from '../runtimes/tail/open-inside.js';
import { parseSettings, type SettingsFormat } from './settings-text.js';

const mostBytes = 1024 * 1024;
const longestPath = 500;
/** Never opened, under whichever name a link leads there. */
const credentialFile =
  /^(?:auth\.json|\.credentials\.json|credentials(?:\..*)?|\.env(?:\..*)?|.*\.(?:key|pem))$/i;

/** Where a settings file may be. */
export interface SettingsPlace {
  readonly scope: SettingsScope;
  readonly path: string;
  /** The project its settings hold in; null for everywhere. */
  readonly project: string | null;
  readonly format: SettingsFormat;
  /** A real path; a link that leads out of it is not followed. */
  readonly root: string;
}

/** A settings file that is there. */
export interface SettingsFile {
  readonly place: SettingsPlace;
  /** Empty when it could not be read or understood. */
  readonly fields: Fields;
  /** Null when it could not be read. */
  readonly source: SettingsSourceInput | null;
  /** What is wrong with it, in words. */
  readonly problem: string | null;
}

/** Reads one settings file. Null when there is none; what stands in the way is told, never thrown. */
export async function readSettingsFile(place: SettingsPlace): Promise<SettingsFile | null> {
  const failed = (why: string): SettingsFile => ({
    ...{ place, fields: {}, source: null },
    problem: `${toldPath(place.path)} cannot be read: ${why}.`,
  });
  try {
    const real = await realpath(place.path).catch(() => null);
    if (real !== null && credentialFile.test(basename(real)))
      return failed('it leads to a file of credentials');
    const handle = await openInside(place.root, place.path);
    if (handle === null) return null;
    try {
      return understood(place, await contentOf(handle));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failed(error instanceof UnreadableFile ? error.message : 'reading failed');
  }
}

interface Content {
  readonly bytes: Buffer;
  readonly modifiedAt: Date;
}

async function contentOf(handle: FileHandle): Promise<Content> {
  const { size, mtime } = await handle.stat();
  if (size > mostBytes) throw new UnreadableFile('it is larger than 1 MiB');
  // One byte more than there may be tells of a file that grew meanwhile.
  const buffer = Buffer.alloc(mostBytes + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (length > mostBytes) throw new UnreadableFile('it is larger than 1 MiB');
    if (bytesRead === 0) return { bytes: buffer.subarray(0, length), modifiedAt: mtime };
  }
}

function understood(place: SettingsPlace, { bytes, modifiedAt }: Content): SettingsFile {
  const parsed = parseSettings(bytes.toString('utf8'), place.format);
  const source = {
    ...{ scope: place.scope, path: toldPath(place.path) },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...{ sizeBytes: bytes.length, modifiedAt: modifiedAt.toISOString() },
  };
  if (typeof parsed !== 'string') return { place, fields: parsed, source, problem: null };
  return { place, fields: {}, source, problem: `${source.path}: ${parsed}.` };
}

/** A path as it is told. */
export const toldPath = (path: string): string => wellFormed(path.slice(0, longestPath));
