import { stepsDone, stillFirstSteps } from './steps-done.js';

const edges = (count: number) => ({
  edges: Array.from({ length: count }, (_, id) => ({ node: { id: String(id) } })),
});
const nothing = { connectorsTotal: 0, agentsTotal: 0 };
const linked = { connectorsTotal: 1, agentsTotal: 2 };

describe('the first steps', () => {
  it('begin with nothing', () => {
    const done = stepsDone(nothing, { approvals: edges(0), members: edges(1) });
    expect(done).toEqual({ gateway: false, agents: false, approval: false, colleague: false });
    expect(stillFirstSteps(done)).toBe(true);
  });

  it('end with the first request, colleague or not', () => {
    const done = stepsDone(linked, { approvals: edges(1), members: edges(1) });
    expect(done).toEqual({ gateway: true, agents: true, approval: true, colleague: false });
    expect(stillFirstSteps(done)).toBe(false);
  });

  it('claim nothing that is not known', () => {
    expect(stepsDone(linked, undefined)).toMatchObject({ approval: null, colleague: null });
    expect(stillFirstSteps(stepsDone(linked, undefined))).toBe(false);
  });
});
