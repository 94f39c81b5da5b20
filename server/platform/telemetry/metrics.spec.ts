import { readFileSync } from 'node:fs';
import { Metrics } from './metrics.js';

const documentation = readFileSync('docs/metrics.md', 'utf8');

describe('the metrics', () => {
  it('are listed in docs/metrics.md with their kind and labels, and nothing else is', async () => {
    const metrics = await new Metrics(false).registry.getMetricsAsJSON();
    const known = metrics.map(({ name, type }) => `${name} ${String(type)}`);
    const listed = [...documentation.matchAll(/^\| `(clawbutler_\w+)` +\| (\w+) +\|/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    expect(listed.sort()).toEqual(known.sort());
  });

  it('of the runtime have the names the alerts use', async () => {
    const metrics = new Metrics(true);
    const text = await metrics.registry.metrics();
    for (const name of [
      'clawbutler_process_resident_memory_bytes',
      'clawbutler_nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toContain(`\n${name} `);
    }
    metrics.registry.clear();
  });
});
