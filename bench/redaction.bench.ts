// Megabytes a second of redaction on the host over SHA-256 of the same text, and the slowest rule on a hostile megabyte.
import { createHash } from 'node:crypto';
import { AnchorScan } from '../agent/content/redaction/anchor-scan.js';
import { redact } from '../agent/content/redaction/redact.js';
import { RULES } from '../agent/content/redaction/rules.js';
import { adversarial } from '../tests/redaction/adversarial-text.js';
import { benignPieces } from '../tests/redaction/benign-text.js';
import { median, ms, tell } from './figures.js';

const rounds = process.argv.includes('--short') ? 3 : 7;

const pieces = [...benignPieces()];
const megabytes = pieces.reduce((sum, piece) => sum + piece.length, 0) / 1e6;
/** Milliseconds of the processor, whatever else the machine does meanwhile. */
const took = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const [ours, bare] = [[] as number[], [] as number[]];
for (let round = 0; round < rounds; round++) {
  ours.push((megabytes / took(() => pieces.forEach((piece) => redact(piece)))) * 1_000);
  bare.push((megabytes / took(() => pieces.forEach(digest))) * 1_000);
}
const speed = median(ours);
tell('redaction of benign text', `${speed.toFixed(1)} MB/s`, { says: '≥ 5 MB/s a core', met: speed >= 5 });
console.log(`  ratio to SHA-256 of the same text: ${(speed / median(bare)).toFixed(4)}`);

const slowest = RULES.map((rule) => {
  const scan = new AnchorScan([rule]);
  const worst = adversarial(rule.anchors[0] as string).map((text) =>
    median(Array.from({ length: 3 }, () => took(() => void scan.scan(text)))),
  );
  return { kind: rule.kind, ms: Math.max(...worst) };
}).sort((one, other) => other.ms - one.ms);
const { kind, ms: worst } = slowest[0]!;
tell(`slowest of ${RULES.length} rules on a hostile megabyte (${kind})`, ms(worst), {
  says: '< 100 ms',
  met: worst < 100,
});

function digest(text: string): void {
  createHash('sha256').update(text).digest();
}
