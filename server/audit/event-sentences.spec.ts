import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventRow } from '../platform/events/event-row.js';
import { sentenceOf, toldTypes } from './event-sentences.js';

const row = (changes: Partial<EventRow>): EventRow => ({
  org_id: 'o',
  id: 'e',
  seq: '1',
  type: 'policy.created',
  at: new Date(0),
  actor_kind: 'PERSON',
  actor_id: 'p',
  actor_label: 'Ada',
  subject_type: 'policy',
  subject_id: 's',
  subject_label: 'Night shift',
  outcome: 'SUCCESS',
  code: null,
  request_id: 'r',
  credential_id: null,
  agent_id: null,
  risk: null,
  payload_digest: '',
  leaf: null,
  chain: null,
  payload: null,
  ...changes,
});

describe('the sentence of an event', () => {
  it.each([...toldTypes])('%s is told plainly, with and without details', (type) => {
    for (const payload of [
      null,
      { before: null, after: { decision: 'DENY', outcome: 'RAN', role: 'ADMIN' } },
    ]) {
      const sentence = sentenceOf(row({ type, payload }));
      expect(sentence).toMatch(/^\p{Lu}|^“/u);
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/undefined|null|\[object/);
    }
  });

  it('is there for every event a room announces', () => {
    const server = join(import.meta.dirname, '..');
    const rooms = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.events.ts'),
    );
    const announced = rooms.flatMap(
      (file) => readFileSync(join(server, file), 'utf8').match(/'[a-z_]+\.[a-z_]+'/g) ?? [],
    );
    expect(announced.length).toBeGreaterThan(40);
    expect(
      announced.map((quoted) => quoted.slice(1, -1)).filter((type) => !toldTypes.includes(type)),
    ).toEqual([]);
  });

  it('says who, what and how', () => {
    const payload = { before: null, after: { decision: 'ALLOW_ONCE' } };
    const decided = row({
      type: 'approval.decided',
      subject_type: 'approval',
      subject_label: 'rm -rf /tmp/x',
      payload,
    });
    expect(sentenceOf(decided)).toBe('Ada allowed once “rm -rf /tmp/x”.');
    expect(
      sentenceOf(row({ type: 'member.role_changed', payload: { before: null, after: { role: 'ADMIN' } } })),
    ).toBe('Ada changed the role of “Night shift” to admin.');
  });

  it('names the kind of actor', () => {
    const by = (actor_kind: string) => sentenceOf(row({ actor_kind }));
    expect(by('SERVICE_TOKEN')).toBe('The service token “Ada” created the policy “Night shift”.');
    expect(by('SYSTEM')).toBe('ClawButler created the policy “Night shift”.');
    expect(by('ANONYMOUS')).toBe('Somebody not signed in created the policy “Night shift”.');
  });

  it('tells a refusal as one, with its code', () => {
    expect(sentenceOf(row({ outcome: 'REFUSED', code: 'FORBIDDEN' }))).toBe(
      'Ada was refused (FORBIDDEN): policy created “Night shift”.',
    );
    expect(
      sentenceOf(
        row({ type: 'request.refused', outcome: 'REFUSED', code: 'CONFLICT', subject_label: 'createPolicy' }),
      ),
    ).toBe('Ada asked for “createPolicy” and was refused (CONFLICT).');
  });

  it('tells unknown types, and subjects without a name', () => {
    expect(sentenceOf(row({ type: 'bridge.crossed', subject_label: 'build-1' }))).toBe(
      'Ada: bridge crossed “build-1”.',
    );
    expect(sentenceOf(row({ type: 'constructor', subject_label: null, subject_id: null }))).toBe(
      'Ada: constructor one policy.',
    );
    expect(sentenceOf(row({ subject_type: null, subject_label: null, subject_id: null }))).toBe(
      'Ada created the policy something.',
    );
  });

  it('shows control and direction characters, and cuts long names between characters', () => {
    expect(sentenceOf(row({ subject_label: 'a\u202Eb\nc\u0000' }))).toBe(
      'Ada created the policy “a\\u{202e}b\\u{a}c\\u{0}”.',
    );
    const long = sentenceOf(row({ subject_label: `${'x'.repeat(119)}😀tail` }));
    expect(long).toBe(`Ada created the policy “${'x'.repeat(119)}…”.`);
  });
});
