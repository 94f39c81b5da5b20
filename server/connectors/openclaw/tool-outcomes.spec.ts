import { readFixture } from './fixtures/read-fixture.js';
import type { GatewayEvent } from './frames.js';
import { toolOutcomeOf } from './tool-outcomes.js';

const event = (name: string) => readFixture(name) as unknown as GatewayEvent;

function toolResult(
  data: Record<string, unknown>,
  details: Record<string, unknown>,
  output: string,
): GatewayEvent {
  const result = { content: [{ type: 'text', text: output }], details };
  const payload = { runId: 'r', stream: 'tool', data: { phase: 'result', toolCallId: 'c', ...data, result } };
  return { type: 'event', event: 'agent', payload, seq: 1, raw: {} };
}

describe('the outcome of a tool call', () => {
  it('that ran', () => {
    expect(toolOutcomeOf(event('tool-result'))).toEqual({
      runId: 'idem-1',
      toolCallId: 'call_1',
      sessionKey: 'agent:main:main',
      agentId: 'main',
      toolName: 'exec',
      isError: false,
      exitCode: 0,
      exitReason: 'exit',
      durationMs: 150,
      outputPreview: '2026',
      denied: false,
      background: false,
    });
    expect(toolOutcomeOf(event('command-output-end'))).toMatchObject({
      exitCode: 0,
      exitReason: 'completed',
    });
  });

  it('that was denied, told to a subscriber', () => {
    expect(toolOutcomeOf(event('session-tool-denied'))).toMatchObject({
      toolCallId: 'call_5',
      isError: true,
      exitCode: null,
      denied: true,
    });
  });

  it('denied by a plugin is reported as JSON', () => {
    const output = JSON.stringify(
      { status: 'error', tool: 'exec', error: 'Denied by user. It did not run.' },
      null,
      2,
    );
    expect(toolOutcomeOf(toolResult({ isError: true }, {}, output))).toMatchObject({ denied: true });
  });

  it('that only prints the word denied is not denied', () => {
    const printed = toolResult({ isError: true }, { exitCode: 1 }, 'Exec denied');
    expect(toolOutcomeOf(printed)).toMatchObject({ denied: false, exitCode: 1 });
    expect(toolOutcomeOf(toolResult({ isError: false }, {}, 'Exec denied'))).toMatchObject({ denied: false });
  });

  it('that goes on in the background, or still waits for a decision', () => {
    expect(toolOutcomeOf(toolResult({}, { status: 'running' }, ''))).toMatchObject({ background: true });
    expect(toolOutcomeOf(toolResult({}, { status: 'approval-pending' }, ''))).toBeNull();
  });

  it('shows at most 4 KiB, cut between characters', () => {
    const preview = toolOutcomeOf(toolResult({}, {}, '€'.repeat(100_000)))?.outputPreview ?? '';
    expect(Buffer.byteLength(preview)).toBeLessThanOrEqual(4096);
    expect(preview).toMatch(/^€+$/);
  });

  it('is not told by other events', () => {
    expect(toolOutcomeOf(event('exec-requested-2026.9'))).toBeNull();
    expect(toolOutcomeOf(toolResult({ toolCallId: 7 }, {}, ''))).toBeNull();
  });
});
