import type { SettingsInForceFragment } from '../../graphql/generated/documents';
import { countWords, placeWords } from './settings-words';

const nothing: SettingsInForceFragment = {
  ...{ digest: '0'.repeat(64), inspectedAt: '2026-11-28T12:00:00Z', changedAt: '2026-11-28T12:00:00Z' },
  ...{ model: null, environment: [], permissionModes: [], rules: [], hooks: [], mcpServers: [] },
  ...{ sources: [], problems: [] },
};
const rule = { effect: 'ALLOW', pattern: 'Bash', scope: 'USER', project: null, inForce: true } as const;

it('counts what is set, problems first, and says when nothing is', () => {
  expect(countWords(nothing)).toBe('nothing is set: its defaults hold');
  expect(countWords({ ...nothing, rules: [rule] })).toBe('1 rule');
  expect(countWords({ ...nothing, rules: [rule, rule], problems: ['x'] })).toBe('1 problem, 2 rules');
});

it('says who settled it and where it holds', () => {
  expect(placeWords({ scope: 'MANAGED', project: null })).toBe('administrator');
  expect(placeWords({ scope: 'PROJECT', project: '/src/web' })).toBe('project, in /src/web');
});
