import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpoint as openInAgent, readKey } from '../../agent/verify/note.js';
import { openCheckpoint, signCheckpoint } from '../../server/platform/crypto/signed-note.js';
import { formatVerifierKey, type NoteSigner, verifierOf } from '../../server/platform/crypto/verifier-key.js';
import { agentAccepts, type Claim, ProofSource, serverAccepts } from './proof-claims.js';
import { Seeded } from './seeded.js';

const SEED = Number(process.env['CLAWBUTLER_TEST_SEED'] ?? 6_962);
const LOG_SIZE = 5_000;
const PROOFS = 10_000;
const MUTATED = 10_000;
/** Of the mutated ones this many are checkpoints, which the Python verifier cannot open (no Ed25519 in its library). */
const MUTATED_CHECKPOINTS = 4_000;

const source = new ProofSource('log', LOG_SIZE);
const otherLog = new ProofSource('other log', LOG_SIZE);

describe('E1: independent verifiers agree on proofs', () => {
  it(`accepts ${PROOFS} random inclusion and consistency proofs, three times`, async () => {
    const random = new Seeded(SEED);
    const claims: Claim[] = [];
    for (let made = 0; made < PROOFS; made++) claims.push(await randomClaim(source, random));
    expect(claims.filter(serverAccepts)).toHaveLength(PROOFS);
    expect(claims.filter(agentAccepts)).toHaveLength(PROOFS);
    expect(secondOpinion(claims)).toEqual({ accepted: PROOFS, refused: 0 });
    process.stdout.write(`E1: 3 verifiers accepted ${PROOFS} of ${PROOFS} proofs, seed ${SEED}\n`);
  });
});

describe('E2: no verifier accepts what was tampered with', () => {
  it(`refuses ${MUTATED - MUTATED_CHECKPOINTS} mutated proofs, three times`, async () => {
    const random = new Seeded(SEED);
    const claims: Claim[] = [];
    while (claims.length < MUTATED - MUTATED_CHECKPOINTS) {
      const [claim, foreign] = [await randomClaim(source, random), await randomClaim(otherLog, random)];
      const mutated = mutate(claim, foreign, random);
      if (mutated !== null) claims.push(mutated);
    }
    expect(claims.filter(serverAccepts)).toEqual([]);
    expect(claims.filter(agentAccepts)).toEqual([]);
    expect(secondOpinion(claims)).toEqual({ accepted: 0, refused: claims.length });
    process.stdout.write(`E2: 3 verifiers accepted 0 of ${claims.length} mutated proofs, seed ${SEED}\n`);
  });

  it(`refuses ${MUTATED_CHECKPOINTS} mutated, foreign and re-signed checkpoints, twice`, async () => {
    const random = new Seeded(SEED);
    const signer = newSigner('butler.example');
    const vkey = formatVerifierKey(verifierOf(signer));
    const agentKey = readKey(vkey);
    const accepted: string[] = [];
    for (let round = 0; round < MUTATED_CHECKPOINTS; round++) {
      const note = await mutatedCheckpoint(signer, random);
      if (!throws(() => openCheckpoint(note, vkey, 'butler.example/org'))) accepted.push(note);
      // In the agent the caller compares the origin with the header's.
      if (!throws(() => requireOrigin(openInAgent(note, [agentKey]).origin))) accepted.push(note);
    }
    expect(accepted).toEqual([]);
    process.stdout.write(`E2: 2 verifiers accepted 0 of ${MUTATED_CHECKPOINTS} checkpoints, seed ${SEED}\n`);
  });
});

async function randomClaim(log: ProofSource, random: Seeded): Promise<Claim> {
  const size = 2 + random.below(log.size - 1);
  if (random.below(2) === 0) return log.inclusion(random.below(size), size);
  return log.consistency(1 + random.below(size - 1), size);
}

/** Changes one thing that makes the claim untrue; null where that thing is not there to change. */
function mutate(claim: Claim, foreign: Claim, random: Seeded): Claim | null {
  const { proof } = claim;
  const at = random.below(proof.length);
  const changes: (() => Claim | null)[] = [
    () => ({
      ...claim,
      proof: proof.map((digest, index) => (index === at ? flipped(digest, random) : digest)),
    }),
    () => ({ ...claim, proof: proof.slice(0, -1) }),
    () => ({ ...claim, proof: proof.slice(1) }),
    () => ({ ...claim, proof: [...proof, flipped(proof[at]!, random)] }),
    () => ({ ...claim, proof: [] }),
    () => (proof.length > 1 ? { ...claim, proof: [...proof.slice(1), proof[0]!] } : null),
    () => ({ ...claim, proof: foreign.proof }),
    () => mutateClaim(claim, random),
    () => swapLogs(claim, foreign),
  ];
  return random.pick(changes)();
}

function mutateClaim(claim: Claim, random: Seeded): Claim {
  if (claim.kind === 'inclusion') {
    const index = claim.index === 0 ? 1 : claim.index - 1;
    return random.pick([
      { ...claim, index },
      { ...claim, index: claim.size },
      { ...claim, index: -1 },
      { ...claim, leaf: flipped(claim.leaf, random) },
      { ...claim, root: flipped(claim.root, random) },
      { ...claim, leaf: claim.root },
    ]);
  }
  const { oldSize, oldRoot, newSize, newRoot } = claim;
  return random.pick([
    { ...claim, oldRoot: flipped(oldRoot, random) },
    { ...claim, newRoot: flipped(newRoot, random) },
    { ...claim, oldRoot: newRoot, newRoot: oldRoot },
    { ...claim, oldSize: newSize, newSize: oldSize },
    { ...claim, oldSize: newSize },
    { ...claim, oldSize: 0 },
  ]);
}

function swapLogs(claim: Claim, foreign: Claim): Claim | null {
  if (claim.kind === 'inclusion' && foreign.kind === 'inclusion') return { ...claim, root: foreign.root };
  if (claim.kind === 'consistency' && foreign.kind === 'consistency')
    return { ...claim, newRoot: foreign.newRoot };
  return null;
}

async function mutatedCheckpoint(signer: NoteSigner, random: Seeded): Promise<string> {
  const size = 1 + random.below(LOG_SIZE);
  const root = Buffer.from(await source.root(size), 'hex');
  const good = { origin: 'butler.example/org', size, root };
  const note = signCheckpoint(good, signer);
  const flip = () => {
    const bytes = Buffer.from(note);
    bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    return bytes.toString();
  };
  const text = note.slice(0, note.lastIndexOf('\n\n'));
  return random.pick([
    flip,
    flip,
    () => signCheckpoint({ ...good, origin: 'butler.example/other' }, signer),
    () => signCheckpoint(good, newSigner('butler.example')),
    () => signCheckpoint(good, newSigner('other.example')),
    () => note.replace(text, text.replace(`\n${size}\n`, `\n${size + 1}\n`)),
    () => note.slice(0, random.below(note.length)),
  ])();
}

function requireOrigin(origin: string): void {
  if (origin !== 'butler.example/org') throw new Error(`another log: ${origin}`);
}

function newSigner(name: string): NoteSigner {
  return { name, privateKey: generateKeyPairSync('ed25519').privateKey };
}

function flipped(digest: string, random: Seeded): string {
  const bytes = Buffer.from(digest, 'hex');
  bytes[random.below(32)]! ^= 1 << random.below(8);
  return bytes.toString('hex');
}

function throws(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}

function secondOpinion(claims: readonly Claim[]): { accepted: number; refused: number } {
  const folder = mkdtempSync(join(tmpdir(), 'clawbutler-merkle-'));
  try {
    const file = join(folder, 'claims.jsonl');
    writeFileSync(file, claims.map((claim) => `${JSON.stringify(claim)}\n`).join(''));
    const output = execFileSync('python3', [join(import.meta.dirname, 'second-verifier.py'), file], {
      encoding: 'utf8',
    });
    const [accepted = NaN, refused = NaN] = output.trim().split(' ').map(Number);
    return { accepted, refused };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
