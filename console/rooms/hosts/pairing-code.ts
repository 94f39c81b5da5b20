const shape = /^[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{10}$/;

/** The code in what somebody typed, whatever the case, spaces and dashes, as `ABCDE-FGHJK`; null when it cannot be one. */
export function readCode(typed: string): string | null {
  const code = typed.slice(0, 40).toUpperCase().replace(/[\s-]/g, '');
  return shape.test(code) ? `${code.slice(0, 5)}-${code.slice(5)}` : null;
}

/** Where what is known of the machine with this code stands, within the organisation. */
export const pairingPath = (code: string): string =>
  `/pair?kind=runtime-host&code=${encodeURIComponent(code)}`;

/** What an address asks to pair: `kind` may be left out, but not be something this console does not know. */
export function askedPairing(params: URLSearchParams): {
  known: boolean;
  code: string | null;
  typed: string;
} {
  const typed = params.get('code') ?? '';
  return { known: (params.get('kind') ?? 'runtime-host') === 'runtime-host', code: readCode(typed), typed };
}
