import { generateKeyPairSync } from 'node:crypto';
import {
  type AuditEnvelope,
  chainGenesis,
  chainNext,
  leafOf,
  payloadDigest,
} from '../../server/platform/crypto/audit-envelope.js';
import { AuditExportLines, type ExportEvent } from '../../server/platform/crypto/audit-export.js';
import { appendLeaf, emptyTree, treeRoot } from '../../server/platform/crypto/compact-tree.js';
import { consistencyProof, inclusionProof, merkleRoot } from '../../server/platform/crypto/merkle.js';
import { signCheckpoint } from '../../server/platform/crypto/signed-note.js';
import { formatVerifierKey, type NoteSigner, verifierOf } from '../../server/platform/crypto/verifier-key.js';

/** A log as the server would hold it, built with the server's own primitives. Deterministic but for the key. */
export interface SampleLog {
  readonly org: string;
  readonly origin: string;
  readonly signer: NoteSigner;
  readonly verifierKey: string;
  readonly events: readonly ExportEvent[];
  readonly chains: readonly Buffer[];
}

const INSTANCE = 'butler.example';
const EXPORTED_AT = new Date('2026-11-22T09:00:00.000Z');

/** How a sample log may differ. Events are named by seq. */
export interface SampleOptions {
  readonly org?: string;
  /** Whose payload is gone. */
  readonly erased?: readonly number[];
  /** Which one tells another story, with everything after it hashed accordingly. */
  readonly rewritten?: number;
  readonly signer?: NoteSigner;
}

/** A log of `size` events. */
export function sampleLog(size: number, options: SampleOptions = {}): SampleLog {
  const { org = 'org-1', erased = [], signer = newSigner() } = options;
  const events: ExportEvent[] = [];
  const chains: Buffer[] = [];
  let chain = chainGenesis(org);
  for (let seq = 1; seq <= size; seq++) {
    const event = sampleEvent(org, seq, seq === options.rewritten ? 'Somebody Else' : `Person ${seq % 5}`);
    chain = chainNext(chain, event.leaf);
    events.push(erased.includes(seq) ? { ...event, payload: null, salt: null } : event);
    chains.push(chain);
  }
  const origin = `${INSTANCE}/${org}`;
  return { org, origin, signer, verifierKey: formatVerifierKey(verifierOf(signer)), events, chains };
}

/** A signed checkpoint over the first `size` events. */
export function checkpointOf(log: SampleLog, size: number): string {
  const root = merkleRoot(leavesOf(log), size);
  return signCheckpoint({ origin: log.origin, size, root }, log.signer);
}

/** The lines of an export of the whole log, with checkpoints at these sizes and at the end. */
export function fullExport(log: SampleLog, checkpoints: readonly number[] = []): string[] {
  const size = log.events.length;
  const lines = new AuditExportLines();
  const text = [lines.header({ ...headerOf(log), filter: null, fromSeq: 1, toSeq: size })];
  const sizes = new Set([...checkpoints, size]);
  let [tree, last] = [emptyTree(), -1];
  for (let at = 0; at <= size; at++) {
    if (at > 0) {
      const event = log.events[at - 1]!;
      tree = appendLeaf(tree, event.leaf);
      text.push(lines.chainedEvent(event, log.chains[at - 1]!));
    }
    if (!sizes.has(at)) continue;
    const note = signCheckpoint({ origin: log.origin, size: at, root: treeRoot(tree) }, log.signer);
    text.push(lines.checkpoint(note, last < 0 ? [] : consistencyProof(leavesOf(log), last, at)));
    last = at;
  }
  return [...text, lines.footer()];
}

/** The lines of an export of some events by seq, with checkpoints at these sizes and over all events before them. */
export function partialExport(
  log: SampleLog,
  seqs: readonly number[],
  checkpoints: readonly number[] = [],
): string[] {
  const size = log.events.length;
  const leaves = leavesOf(log);
  const lines = new AuditExportLines();
  const text = [
    lines.header({ ...headerOf(log), filter: { type: 'approval.decided' }, fromSeq: 1, toSeq: size }),
  ];
  [...checkpoints, size].forEach((at, index, sizes) => {
    const proof = index === 0 ? [] : consistencyProof(leaves, sizes[index - 1]!, at);
    text.push(lines.checkpoint(checkpointOf(log, at), proof));
  });
  for (const seq of seqs)
    text.push(lines.provenEvent(log.events[seq - 1]!, inclusionProof(leaves, seq - 1, size)));
  return [...text, lines.footer()];
}

function newSigner(): NoteSigner {
  return { name: INSTANCE, privateKey: generateKeyPairSync('ed25519').privateKey };
}

function sampleEvent(org: string, seq: number, label: string): ExportEvent {
  const salt = Buffer.alloc(16);
  salt.writeUInt32BE(seq);
  // Every third payload needs the slow way: escapes, other scripts, fractions.
  const odd =
    seq % 3 === 0 ? { reason: `día "${seq}" \u0007\u202e`, ratio: seq / 7 } : { reason: `because ${seq}` };
  const payload = {
    decision: seq % 2 === 0 ? 'deny' : 'allow-once',
    command: ['ls', '-la', `/srv/${seq}`],
    ...odd,
  };
  const envelope: AuditEnvelope = {
    v: 1,
    org,
    seq,
    id: `0190f0c4-0000-7000-8000-${String(seq).padStart(12, '0')}`,
    type: 'approval.decided',
    at: new Date(1_795_334_400_000 + seq * 1_000).toISOString(),
    actor: {
      kind: 'PERSON',
      id: `user-${seq % 5}`,
      label: seq % 5 === 0 ? 'Zoë "Z" Ångström' : label,
    },
    subject: seq % 4 === 0 ? null : { type: 'approval', id: `approval-${seq}`, label: null },
    outcome: seq % 7 === 0 ? 'REFUSED' : 'SUCCESS',
    code: seq % 7 === 0 ? 'approvals.expired' : null,
    requestId: `request-${seq}`,
    credentialId: 'session-1',
    agentId: seq % 2 === 0 ? 'agent-1' : null,
    risk: seq % 2 === 0 ? 'HIGH' : null,
    payload: payloadDigest(salt, payload),
  };
  return { envelope, payload, salt, leaf: leafOf(envelope) };
}

function headerOf(log: SampleLog) {
  const { org, origin, verifierKey, events } = log;
  return { organization: org, origin, verifierKey, exportedAt: EXPORTED_AT, treeSize: events.length };
}

function leavesOf(log: SampleLog): Uint8Array[] {
  return log.events.map(({ leaf }) => leaf);
}
