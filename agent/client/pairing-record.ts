import { readPrivate, removePrivate, writePrivate } from './agent-directory.js';
import { ClientProblem } from './client-problem.js';

const file = 'pairing.json';

/** What this machine is paired with. */
export interface PairingRecord {
  /** Origin. */
  server: string;
  hostId: string;
  organizationName: string;
}

/** Null while this machine is not paired. @throws ClientProblem when the file is not what was written. */
export function readPairing(directory: string): PairingRecord | null {
  const text = readPrivate(directory, file);
  if (text === null) return null;
  const record = parse(text);
  if (record) return record;
  throw new ClientProblem(
    'LOCAL',
    `${file} in ${directory} cannot be read. Run: clawbutler unpair, then pair again.`,
  );
}

/** Remembers a pairing. */
export function writePairing(directory: string, record: PairingRecord): void {
  writePrivate(directory, file, `${JSON.stringify(record, null, 2)}\n`);
}

/** Forgets it. */
export function removePairing(directory: string): void {
  removePrivate(directory, file);
}

function parse(text: string): PairingRecord | null {
  try {
    const { server, hostId, organizationName } = JSON.parse(text) as Record<string, unknown>;
    const isWhole = [server, hostId, organizationName].every((part) => typeof part === 'string');
    return isWhole ? ({ server, hostId, organizationName } as PairingRecord) : null;
  } catch {
    return null;
  }
}
