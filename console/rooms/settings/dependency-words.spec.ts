import { dependencyWords, healthWords } from './dependency-words.js';

const up = (name: string) => ({ name, state: 'UP' as const });
const down = (name: string) => ({ name, state: 'DOWN' as const });

describe('the health of the server in words', () => {
  it('is well while nothing is down; what is not set up is not missing', () => {
    expect(healthWords([up('database'), { name: 'mail', state: 'NOT_CONFIGURED' }]).tone).toBe('green');
  });

  it('names everything that is down', () => {
    expect(healthWords([up('database'), down('queue'), down('audit')])).toEqual({
      tone: 'red',
      title: 'Down: Queue, Audit log',
    });
  });

  it('shows what it does not know by its name', () => {
    expect(dependencyWords('mail').word).toBe('mail');
  });
});
