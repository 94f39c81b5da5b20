import { flag, isRecord, number, record, text, type JsonRecord } from './loose-json.js';
import { GatewayProtocolError, type FrameError } from './protocol-errors.js';

/** The gateway itself allows 25 MiB; no answer we ask for comes near this cap of ours. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;
/** Deeper JSON than this is no gateway's: real frames stay below 20. */
export const MAX_JSON_DEPTH = 64;

export interface ResponseFrame {
  type: 'res';
  id: string;
  ok: boolean;
  payload: unknown;
  error: FrameError | null;
}

/** An event. `seq` counts the events of this one connection; events outside the count carry none. */
export interface GatewayEvent {
  type: 'event';
  event: string;
  payload: unknown;
  seq: number | null;
  raw: JsonRecord;
}

/** A frame of a type we do not know: a newer gateway may send those, they are skipped. */
export interface UnknownFrame {
  type: 'unknown';
  raw: JsonRecord;
}

export type InboundFrame = ResponseFrame | GatewayEvent | UnknownFrame;

/**
 * Reads one text frame of an untrusted peer. Unknown fields stay in `raw`; a wrong type in a field we need throws
 * GatewayProtocolError.
 */
export function parseFrame(source: string): InboundFrame {
  const value = parseJson(source);
  if (!isRecord(value)) throw bad('a frame that is not a JSON object');
  if (value.type === 'res') return responseFrame(value);
  if (value.type === 'event') return eventFrame(value);
  if (typeof value.type !== 'string') throw bad('a frame without a type');
  return { type: 'unknown', raw: value };
}

/** The text of a request frame. */
export function requestFrame(id: string, method: string, params: unknown): string {
  return JSON.stringify({ type: 'req', id, method, params: params ?? {} });
}

function parseJson(source: string): unknown {
  assertShallow(source);
  try {
    return JSON.parse(source);
  } catch {
    throw new GatewayProtocolError(
      'NOT_JSON',
      'The other side sent text that is not JSON. It is probably not an OpenClaw gateway; check the address.',
    );
  }
}

/** JSON.parse itself copes with any depth, but whoever walks or prints the result later would not. */
function assertShallow(source: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < source.length; i += 1) {
    const unit = source.charCodeAt(i);
    if (inString) {
      if (unit === 92) i += 1;
      else if (unit === 34) inString = false;
    } else {
      if (unit === 34) inString = true;
      else depth += depthChange(unit);
      if (depth > MAX_JSON_DEPTH) throw tooDeep();
    }
  }
}

function depthChange(unit: number): number {
  if (unit === 123 || unit === 91) return 1;
  return unit === 125 || unit === 93 ? -1 : 0;
}

function responseFrame(raw: JsonRecord): ResponseFrame {
  if (typeof raw.id !== 'string' || typeof raw.ok !== 'boolean')
    throw bad('a response without id or outcome');
  return {
    type: 'res',
    id: raw.id,
    ok: raw.ok,
    payload: raw.payload,
    error: raw.ok ? null : frameError(raw.error),
  };
}

function frameError(value: unknown): FrameError {
  const error = record(value);
  return {
    code: text(error.code, 200) ?? 'UNKNOWN',
    message: text(error.message, 2000) ?? 'the gateway gave no reason',
    details: record(error.details),
    retryable: flag(error.retryable),
    retryAfterMs: number(error.retryAfterMs),
  };
}

function eventFrame(raw: JsonRecord): GatewayEvent {
  const event = raw.event;
  if (typeof event !== 'string' || event.length === 0 || event.length > 200)
    throw bad('an event without a name');
  if (raw.seq !== undefined && raw.seq !== null && !Number.isSafeInteger(raw.seq)) {
    throw bad('an event whose sequence number is not a whole number');
  }
  return { type: 'event', event, payload: raw.payload, seq: number(raw.seq), raw };
}

function bad(what: string): GatewayProtocolError {
  return new GatewayProtocolError(
    'BAD_SHAPE',
    `The other side sent ${what}. It does not speak the OpenClaw gateway protocol; check the address.`,
  );
}

function tooDeep(): GatewayProtocolError {
  return new GatewayProtocolError(
    'TOO_DEEP',
    `The gateway sent JSON nested deeper than ${MAX_JSON_DEPTH} levels. The frame was refused.`,
  );
}
