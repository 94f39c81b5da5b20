import { parseArgs } from 'node:util';
import { Flaw, UsageProblem } from '../verify/flaw.js';
import { field } from '../verify/printable.js';
import { asJson, describeFlaw, describeVerified } from '../verify/report.js';
import { verifyExport, type VerifyRequest } from '../verify/verify-export.js';
import type { Output } from './output.js';

/** `clawbutler verify`: 0 when the export is intact, 1 when not, 2 when it could not be looked at. */
export function verifyCommand(args: string[], output: Output): number {
  let json = false;
  try {
    const request = readArguments(args);
    json = request.json;
    return verify(request, output);
  } catch (error) {
    if (!(error instanceof UsageProblem)) throw error;
    output.err(
      json
        ? JSON.stringify({ ok: false, code: 'usage', message: field(error.message) }) + '\n'
        : `${field(error.message)}\n`,
    );
    return 2;
  }
}

function verify(request: VerifyRequest & { json: boolean }, output: Output): number {
  const { path, json } = request;
  try {
    const verified = verifyExport(request);
    output.out(json ? asJson(path, verified) : describeVerified(path, verified));
    return 0;
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    output.out(json ? asJson(path, error) : describeFlaw(path, error));
    return 1;
  }
}

function readArguments(args: string[]): VerifyRequest & { json: boolean } {
  const { values, positionals } = parse(args);
  const [path, ...more] = positionals;
  if (path === undefined) throw new UsageProblem('Which export? Try: clawbutler verify audit.jsonl');
  if (more.length > 0) throw new UsageProblem('One export at a time, please.');
  return { path, keys: values.key ?? [], checkpoints: values.checkpoint ?? [], json: values.json ?? false };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        checkpoint: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageProblem(`${(error as Error).message} Try: clawbutler help`);
  }
}
