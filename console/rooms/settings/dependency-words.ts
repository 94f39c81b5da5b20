import type { DependenciesQuery } from '../../graphql/generated/documents';
import type { Tone } from '../../ui/tone';

type Dependency = DependenciesQuery['dependencies'][number];

interface DependencyWords {
  word: string;
  /** What it means for governance while it is down. */
  without: string;
}

const words: Readonly<Record<string, DependencyWords>> = {
  database: {
    word: 'Database',
    without: 'Nothing can be read or decided; gateways deny what they hold when its time runs out.',
  },
  queue: { word: 'Queue', without: 'Reactions and schedules wait until it answers. Decisions still count.' },
  live: { word: 'Live feed', without: 'Pages learn of changes about a second later.' },
  worker: { word: 'Worker', without: 'Decisions are not carried to gateways and events are not sealed.' },
  audit: {
    word: 'Audit log',
    without: 'Nothing can be changed or decided: nothing happens without a record.',
  },
};

/** A dependency in words. One this console does not know yet is shown by its name. */
export const dependencyWords = (name: string): DependencyWords => words[name] ?? { word: name, without: '' };

/** How each state shows. */
export const dependencyLooks: Record<Dependency['state'], { word: string; tone: Tone }> = {
  UP: { word: 'Up', tone: 'green' },
  DOWN: { word: 'Down', tone: 'red' },
  NOT_CONFIGURED: { word: 'Not set up', tone: 'neutral' },
};

/** How everything fares in one line. */
export function healthWords(dependencies: readonly Pick<Dependency, 'name' | 'state'>[]): {
  tone: 'green' | 'red';
  title: string;
} {
  const down = dependencies
    .filter(({ state }) => state === 'DOWN')
    .map(({ name }) => dependencyWords(name).word);
  if (down.length === 0) return { tone: 'green', title: 'Everything this server depends on works' };
  return { tone: 'red', title: `Down: ${down.join(', ')}` };
}
