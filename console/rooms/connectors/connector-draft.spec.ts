import {
  draftOf,
  missingFrom,
  needsSecret,
  newDraft,
  trialKey,
  type KnownConnector,
} from './connector-draft.js';

const known: KnownConnector = { id: 'c1', name: 'prod', url: 'ws://10.0.0.9:18789', auth: 'TOKEN' };

describe('the form of a connector', () => {
  it('never starts with a secret', () => {
    expect(draftOf(known).secret).toBe('');
    expect(newDraft('ws://127.0.0.1:18789')).toEqual({
      name: '',
      url: 'ws://127.0.0.1:18789',
      auth: 'TOKEN',
      secret: '',
    });
  });

  it('keeps the stored secret only for the same address and sign-in', () => {
    expect(needsSecret(draftOf(known), known)).toBe(false);
    expect(needsSecret({ ...draftOf(known), name: 'other' }, known)).toBe(false);
    expect(needsSecret({ ...draftOf(known), url: 'ws://evil.example' }, known)).toBe(true);
    expect(needsSecret({ ...draftOf(known), auth: 'PASSWORD' }, known)).toBe(true);
    expect(needsSecret(newDraft(''), null)).toBe(true);
  });

  it('names every empty field at once', () => {
    const problem = missingFrom({ ...newDraft('  '), name: ' ' }, null);
    expect(Object.keys(problem?.fields ?? {})).toEqual(['input.name', 'input.url', 'input.secret']);
    expect(missingFrom(draftOf(known), known)).toBeNull();
  });

  it('asks for a new trial when address, sign-in or secret change, not for a new name', () => {
    const draft = { ...draftOf(known), secret: 's' };
    expect(trialKey({ ...draft, name: 'x' })).toBe(trialKey(draft));
    expect(trialKey({ ...draft, secret: 't' })).not.toBe(trialKey(draft));
    expect(trialKey({ ...draft, url: `${draft.url}/` })).not.toBe(trialKey(draft));
  });
});
