import { execFileSync } from 'node:child_process';
import { curlCommand } from './curl-command.js';

/** What a shell would hand to curl. */
const words = (command: string): string[] => {
  const printed = execFileSync('sh', ['-c', command.replace(/^curl/, `printf '%s\\n'`)], {
    encoding: 'utf8',
  });
  return printed.trimEnd().split('\n');
};

const request = {
  origin: 'https://cb.example:4600',
  bearer: 'cb_service_x',
  query: '{ overview { agentsTotal } }',
};

describe('the curl example', () => {
  it('reaches a shell as it was meant', () => {
    expect(words(curlCommand(request))).toEqual([
      '-sS',
      'https://cb.example:4600/graphql',
      '-H',
      'content-type: application/json',
      '-H',
      'authorization: Bearer cb_service_x',
      '-d',
      '{"query":"{ overview { agentsTotal } }"}',
    ]);
  });

  it('names the organisation where it must', () => {
    expect(words(curlCommand({ ...request, organization: 'acme' }))).toContain(
      'clawbutler-organization: acme',
    );
  });

  it('runs nothing that stands in a value', () => {
    const bearer = `a'b $(id) "c" \`d\``;
    expect(words(curlCommand({ ...request, bearer }))).toContain(`authorization: Bearer ${bearer}`);
  });
});
