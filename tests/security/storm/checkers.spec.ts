import { createHash } from 'node:crypto';
import type { DeskApproval } from './approval-desk.js';
import {
  gaps,
  leftovers,
  lostDecisions,
  unresolved,
  wrongEffects,
  type Acknowledged,
  type Stored,
} from './checkers.js';
import type { Entry } from './history.js';

const canonicalAction = JSON.stringify({ action: 'date' });
const digest = createHash('sha256').update(canonicalAction).digest('hex');
const row: Stored = {
  ...{ id: 'a', externalId: 'x', action: 'date', state: 'APPROVED', decision: 'ALLOW_ONCE' },
  ...{ decidedBy: { id: 'u' }, delivery: 'DELIVERED', digest, canonicalAction },
};
const asked: DeskApproval = {
  ...{ id: 'x', command: 'date', createdAtMs: 0, expiresAtMs: 1 },
  ...{ received: ['allow-once'], decision: 'allow-once', resolvedAtMs: 1 },
};
const said: Acknowledged = {
  ...{ key: 'k', userId: 'u', answer: 'Approval' },
  input: { id: 'a', digest, decision: 'ALLOW_ONCE' },
};
const ledger = (change: Partial<DeskApproval> = {}) => new Map([['x', { ...asked, ...change }]]);
const entry = (change: Partial<Entry>): Entry => ({
  t: 0,
  proc: 'p',
  op: 'decide',
  key: 'k',
  phase: 'ok',
  ...change,
});
const nothing = { unsealed: 0, unrelayed: 0, unreacted: 0, undelivered: 0 };

it('the checkers find nothing to fault in a good end', () => {
  expect(lostDecisions([said, { ...said, key: 'l', answer: 'ApprovalAlreadyDecided' }], [row])).toEqual([]);
  expect(wrongEffects(ledger({ received: ['allow-once', 'allow-once'] }), [row])).toEqual([]);
  expect(gaps('f', [{ seq: 4, type: 't' }], [{ seq: 4, type: 't' }])).toEqual([]);
  expect(leftovers(ledger(), [row], nothing)).toEqual([]);
  expect(unresolved([entry({ phase: 'invoke' }), entry({ phase: 'info' }), entry({})])).toEqual([]);
});

const faults: [string, string[]][] = [
  ['a decision that is gone', lostDecisions([said], [])],
  ['one that is stored otherwise', lostDecisions([said], [{ ...row, decision: 'DENY', state: 'REJECTED' }])],
  ['one of somebody else', lostDecisions([said], [{ ...row, decidedBy: { id: 'v' } }])],
  ['one that was lost again', lostDecisions([said], [{ ...row, state: 'PENDING', decision: null }])],
  ['two winners', lostDecisions([said, { ...said, key: 'l' }], [row])],
  ['an answer nobody expects', lostDecisions([{ ...said, answer: 'ApprovalNotFound' }], [row])],
  ['an approval that was never taken up', wrongEffects(ledger(), [])],
  ['another decision at the gateway', wrongEffects(ledger({ received: ['allow-once', 'deny'] }), [row])],
  ['an effect nobody decided', wrongEffects(ledger(), [{ ...row, decision: null, delivery: 'NONE' }])],
  ['a delivery that never was', wrongEffects(ledger({ received: [] }), [row])],
  ['another command', wrongEffects(ledger({ command: 'rm -rf /' }), [row])],
  ['another digest', wrongEffects(ledger(), [{ ...row, digest: '0' }])],
  ['an approval stored twice', wrongEffects(ledger(), [row, { ...row, id: 'b' }])],
  ['a gap', gaps('f', [], [{ seq: 4, type: 't' }])],
  [
    'a repetition',
    gaps(
      'f',
      [4, 4].map((seq) => ({ seq, type: 't' })),
      [{ seq: 4, type: 't' }],
    ),
  ],
  ['something pending', leftovers(ledger(), [{ ...row, state: 'PENDING' }], nothing)],
  ['something undelivered', leftovers(ledger(), [{ ...row, delivery: 'QUEUED' }], nothing)],
  ['something waiting at the gateway', leftovers(ledger({ decision: null }), [row], nothing)],
  ['a full outbox', leftovers(ledger(), [row], { ...nothing, unreacted: 1 })],
  ['an answer that never came', unresolved([entry({ phase: 'invoke' }), entry({ phase: 'info' })])],
  ['a refusal for good', unresolved([entry({ phase: 'fail', why: 'CONFLICT' })])],
  ['an answer that hung', unresolved([entry({ phase: 'info', why: 'hung' })])],
];

it.each(faults)('the checkers find %s', (_what, found) => {
  expect(found).toHaveLength(1);
});
