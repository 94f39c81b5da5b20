import { createHash, createHmac } from 'node:crypto';
import {
  type AuditEnvelope,
  chainGenesis,
  chainNext,
  leafOf,
  newPayloadSalt,
  payloadDigest,
} from './audit-envelope.js';

const SALT = Buffer.alloc(16, 9);
const ENVELOPE: AuditEnvelope = {
  v: 1,
  org: '0190f0c4-0000-7000-8000-000000000001',
  seq: 1,
  id: '0190f0c4-0000-7000-8000-00000000000a',
  type: 'approval.decided',
  at: '2026-11-22T08:13:05.000Z',
  actor: { kind: 'PERSON', id: 'u1', label: 'Ada' },
  subject: { type: 'approval', id: 'a1', label: 'date' },
  outcome: 'SUCCESS',
  code: null,
  requestId: 'r1',
  credentialId: 's1',
  agentId: null,
  risk: 'LOW',
  payload: payloadDigest(SALT, { decision: 'deny', reason: 'not today' }),
};

describe('audit envelope', () => {
  it('digests the canonical payload under the salt', () => {
    const expected = createHmac('sha256', SALT).update('{"a":1,"b":[]}').digest('hex');
    expect(payloadDigest(SALT, { b: [], a: 1 })).toBe(expected);
    expect(payloadDigest(newPayloadSalt(), { b: [], a: 1 })).not.toBe(expected);
    expect(() => payloadDigest(SALT.subarray(1), {})).toThrow('has 16 bytes');
    expect(() => payloadDigest(SALT, { at: new Date(0) })).toThrow('/at');
  });

  it('hashes the envelope byte for byte as documented, whatever the order of its fields', () => {
    const text =
      '{"actor":{"id":"u1","kind":"PERSON","label":"Ada"},"agentId":null,"at":"2026-11-22T08:13:05.000Z","code":null,' +
      '"credentialId":"s1","id":"0190f0c4-0000-7000-8000-00000000000a","org":"0190f0c4-0000-7000-8000-000000000001",' +
      `"outcome":"SUCCESS","payload":"${ENVELOPE.payload}","requestId":"r1","risk":"LOW","seq":1,` +
      '"subject":{"id":"a1","label":"date","type":"approval"},' +
      '"type":"approval.decided","v":1}';
    const expected = createHash('sha256').update('\0').update(text).digest('hex');
    expect(leafOf(ENVELOPE).toString('hex')).toBe(expected);
    const shuffled = Object.fromEntries(Object.entries(ENVELOPE).reverse()) as unknown as AuditEnvelope;
    expect(leafOf(shuffled).toString('hex')).toBe(expected);
  });

  it('gives another leaf when any field differs', () => {
    const variants: Partial<AuditEnvelope>[] = [
      { org: 'x' },
      { seq: 2 },
      { id: 'x' },
      { type: 'x' },
      { at: '2026-11-22T08:13:05.001Z' },
      { actor: { kind: 'PERSON', id: 'u1', label: 'Eve' } },
      { subject: null },
      { requestId: 'r2' },
      { outcome: 'REFUSED' },
      { code: 'FORBIDDEN' },
      { credentialId: 's2' },
      { agentId: 'a' },
      { risk: 'HIGH' },
      { payload: '0'.repeat(64) },
    ];
    const leaves = variants.map((change) => leafOf({ ...ENVELOPE, ...change }).toString('hex'));
    expect(new Set([...leaves, leafOf(ENVELOPE).toString('hex')]).size).toBe(variants.length + 1);
  });

  it('links leaves into a chain that starts from the organisation', () => {
    const genesis = createHash('sha256').update('clawbutler/audit/v1/org').digest();
    expect(chainGenesis('org')).toEqual(genesis);
    const leaf = leafOf(ENVELOPE);
    expect(chainNext(genesis, leaf)).toEqual(createHash('sha256').update(genesis).update(leaf).digest());
  });

  it.each([{ seq: 0 }, { seq: 1.5 }, { at: '2026-11-22T08:13:05Z' }, { payload: 'abc' }])(
    'refuses %p',
    (change) => {
      expect(() => leafOf({ ...ENVELOPE, ...change })).toThrow('audit envelope');
    },
  );
});
