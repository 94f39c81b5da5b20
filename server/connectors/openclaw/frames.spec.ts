import fc from 'fast-check';
import { MAX_JSON_DEPTH, parseFrame, requestFrame } from './frames.js';
import { GatewayProtocolError } from './protocol-errors.js';

describe('parseFrame', () => {
  it('reads responses, events and frames of unknown type', () => {
    expect(parseFrame('{"type":"res","id":"r1","ok":true,"payload":{"a":1}}')).toEqual({
      type: 'res',
      id: 'r1',
      ok: true,
      payload: { a: 1 },
      error: null,
    });
    expect(parseFrame('{"type":"event","event":"tick","payload":{},"seq":3,"later":"x"}')).toMatchObject({
      event: 'tick',
      seq: 3,
      raw: { later: 'x' },
    });
    expect(parseFrame('{"type":"telemetry","x":1}')).toEqual({
      type: 'unknown',
      raw: { type: 'telemetry', x: 1 },
    });
  });

  it('gives a failed response an error even when the gateway sends none', () => {
    const frame = parseFrame('{"type":"res","id":"r1","ok":false,"error":"no"}');
    expect(frame).toMatchObject({
      error: { code: 'UNKNOWN', message: 'the gateway gave no reason', details: {}, retryable: false },
    });
  });

  it.each([
    ['text', 'NOT_JSON', 'hello'],
    ['half an object', 'NOT_JSON', '{"type":"res"'],
    ['a number', 'BAD_SHAPE', '42'],
    ['an array', 'BAD_SHAPE', '[]'],
    ['no type', 'BAD_SHAPE', '{}'],
    ['a numeric id', 'BAD_SHAPE', '{"type":"res","id":1,"ok":true}'],
    ['an outcome in words', 'BAD_SHAPE', '{"type":"res","id":"r","ok":"yes"}'],
    ['an event without name', 'BAD_SHAPE', '{"type":"event"}'],
    ['an endless event name', 'BAD_SHAPE', `{"type":"event","event":"${'e'.repeat(201)}"}`],
    ['a broken sequence', 'BAD_SHAPE', '{"type":"event","event":"x","seq":"1"}'],
    ['a fractional sequence', 'BAD_SHAPE', '{"type":"event","event":"x","seq":1.5}'],
    ['bottomless nesting', 'TOO_DEEP', '['.repeat(1_000_000)],
  ])('refuses %s', (_what, code, source) => {
    expect(() => parseFrame(source)).toThrow(GatewayProtocolError);
    expect(() => parseFrame(source)).toThrow(code);
  });

  it('counts depth outside strings only', () => {
    const brackets = '['.repeat(MAX_JSON_DEPTH * 2);
    const frame = parseFrame(JSON.stringify({ type: 'event', event: 'x', payload: `\\"${brackets}` }));
    expect(frame).toMatchObject({ payload: `\\"${brackets}` });
  });

  it('answers any text with a frame or a typed error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (source) => {
        try {
          return typeof parseFrame(source).type === 'string';
        } catch (error) {
          return error instanceof GatewayProtocolError;
        }
      }),
    );
  });
});

it('requestFrame always carries params', () => {
  expect(JSON.parse(requestFrame('r1', 'health', undefined))).toEqual({
    type: 'req',
    id: 'r1',
    method: 'health',
    params: {},
  });
});
