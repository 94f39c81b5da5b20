import { groupTools } from './tool-groups.js';

const tools = [
  { name: 'write', group: 'fs', description: 'Writes a file' },
  { name: 'exec', group: 'runtime', description: 'Runs a command' },
  { name: 'lonely', group: null, description: null },
  { name: 'edit', group: 'fs', description: 'Changes a file' },
  { name: 'aside', group: ' ', description: '' },
];
const shape = (text: string) =>
  groupTools(tools, text).map(({ name, tools: found }) => [name, found.map((tool) => tool.name)]);

describe('tools by group', () => {
  it('sorts groups and tools by name, those without a group last', () => {
    expect(shape('')).toEqual([
      ['fs', ['edit', 'write']],
      ['runtime', ['exec']],
      ['other', ['aside', 'lonely']],
    ]);
  });

  it('finds by name, group and description, however written', () => {
    expect(shape(' COMMAND ')).toEqual([['runtime', ['exec']]]);
    expect(shape('fs')).toEqual([['fs', ['edit', 'write']]]);
    expect(shape('lone')).toEqual([['other', ['lonely']]]);
    expect(shape('nothing like it')).toEqual([]);
  });
});
