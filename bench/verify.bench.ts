// Rows per second of `clawbutler verify`, and its ratio to bare SHA-256 over the same bytes.
import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AuditEnvelope,
  chainGenesis,
  chainNext,
  leafOf,
  payloadDigest,
} from '../server/platform/crypto/audit-envelope.js';
import { AuditExportLines } from '../server/platform/crypto/audit-export.js';
import { appendLeaf, emptyTree, treeRoot } from '../server/platform/crypto/compact-tree.js';
import { signCheckpoint } from '../server/platform/crypto/signed-note.js';
import { formatVerifierKey, verifierOf } from '../server/platform/crypto/verifier-key.js';

const ROWS = process.argv.includes('--short') ? 50_000 : 500_000;
const ROUNDS = 3;
const ORG = '0190f0c4-0000-7000-8000-000000000001';
const ORIGIN = `bench.example/${ORG}`;
const CLI = join(import.meta.dirname, '..', 'agent', 'clawbutler.js');

const folder = mkdtempSync(join(tmpdir(), 'clawbutler-bench-verify-'));
try {
  const path = join(folder, 'audit.jsonl');
  writeExport(path);
  const megabytes = statSync(path).size / 1e6;
  console.log(`${ROWS} events, ${megabytes.toFixed(0)} MB, ${cpus().length} CPUs, Node ${process.version}`);
  const [verify, bare] = [[] as number[], [] as number[]];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(hashFile(path));
    const { seconds, peakMegabytes } = await runVerifier(path);
    verify.push(seconds);
    console.log(
      `round ${round + 1}: verify ${rate(seconds)} rows/s (peak ${peakMegabytes} MB), ` +
        `bare SHA-256 ${rate(bare.at(-1)!)} rows/s`,
    );
  }
  const [ours, theirs] = [median(verify), median(bare)];
  console.log(`median: verify ${rate(ours)} rows/s, bare SHA-256 ${rate(theirs)} rows/s`);
  console.log(`ratio verify / bare SHA-256: ${(theirs / ours).toFixed(3)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A whole log without other checkpoints than the last: what the events cost, not the signatures. */
function writeExport(path: string): void {
  const signer = { name: 'bench.example', privateKey: generateKeyPairSync('ed25519').privateKey };
  const verifierKey = formatVerifierKey(verifierOf(signer));
  const lines = new AuditExportLines();
  const file = openSync(path, 'w');
  let batch = lines.header({
    organization: ORG,
    origin: ORIGIN,
    verifierKey,
    exportedAt: new Date(0),
    filter: null,
    fromSeq: 1,
    toSeq: ROWS,
    treeSize: ROWS,
  });
  let [tree, chain] = [emptyTree(), chainGenesis(ORG)];
  for (let seq = 1; seq <= ROWS; seq++) {
    const event = eventOf(seq);
    tree = appendLeaf(tree, event.leaf);
    chain = chainNext(chain, event.leaf);
    batch += lines.chainedEvent(event, chain);
    if (batch.length > 1_000_000) batch = flush(file, batch);
  }
  batch += lines.checkpoint(signCheckpoint({ origin: ORIGIN, size: ROWS, root: treeRoot(tree) }, signer), []);
  flush(file, batch + lines.footer());
  closeSync(file);
}

/** A decided approval as the approvals room records it. */
function eventOf(seq: number) {
  const salt = Buffer.alloc(16, seq % 251);
  const id = `0190f0c4-0000-7000-8000-${String(seq).padStart(12, '0')}`;
  const payload = {
    before: { status: 'PENDING' },
    after: { status: 'DENIED', decision: 'DENY', reason: 'Not on a Friday: "wait" until Monday' },
    command: ['git', 'push', '--force', 'origin', 'main'],
    cwd: '/srv/app',
  };
  const envelope: AuditEnvelope = {
    v: 1,
    org: ORG,
    seq,
    id,
    type: 'approval.decided',
    at: new Date(1_795_334_400_000 + seq).toISOString(),
    actor: { kind: 'PERSON', id, label: 'Ada Lovelace' },
    subject: { type: 'approval', id, label: null },
    outcome: 'SUCCESS',
    code: null,
    requestId: id,
    credentialId: id,
    agentId: id,
    risk: 'HIGH',
    payload: payloadDigest(salt, payload),
  };
  return { envelope, payload, salt, leaf: leafOf(envelope) };
}

function flush(file: number, text: string): string {
  writeSync(file, text);
  return '';
}

/** Seconds that reading the file and hashing every byte of it take on one core. */
function hashFile(path: string): number {
  const started = performance.now();
  const digest = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, 'r');
  for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) {
    digest.update(buffer.subarray(0, count));
  }
  closeSync(file);
  digest.digest('hex');
  return (performance.now() - started) / 1_000;
}

/** The shipped program, start-up included. */
function runVerifier(path: string): Promise<{ seconds: number; peakMegabytes: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [CLI, 'verify', path], { stdio: ['ignore', 'ignore', 'inherit'] });
    let peakMegabytes = 0;
    const timer = setInterval(() => {
      peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid ?? 0));
    }, 20);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - started) / 1_000;
      if (code === 0) resolve({ seconds, peakMegabytes });
      else reject(new Error(`verify ended with ${code}`));
    });
  });
}

/** Peak resident memory so far; 0 where /proc does not tell. */
function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

function rate(seconds: number): string {
  return Math.round(ROWS / seconds).toLocaleString('en');
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] as number;
}
