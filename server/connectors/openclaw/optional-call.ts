import type { GatewayConnection } from './gateway-connection.js';
import { RpcError } from './protocol-errors.js';

/**
 * Calls a method a gateway may lack. Null when the release does not know it or the scopes do not cover it: the
 * gateway then simply does not tell us. Everything else rejects with RpcError.
 */
export async function optionalCall(
  connection: GatewayConnection,
  method: string,
  params: unknown = {},
): Promise<unknown> {
  try {
    return await connection.request(method, params);
  } catch (error) {
    if (error instanceof RpcError && (isUnknownMethod(error) || isMissingScope(error))) return null;
    throw error;
  }
}

/** Like `optionalCall`, but asks only when the hello advertised the method. */
export async function advertisedCall(
  connection: GatewayConnection,
  method: string,
  params: unknown = {},
): Promise<unknown> {
  return connection.supports(method) ? optionalCall(connection, method, params) : null;
}

function isUnknownMethod(error: RpcError): boolean {
  return error.code === 'INVALID_REQUEST' && /unknown method/i.test(error.message);
}

/** Before 2026.8 a missing scope was INVALID_REQUEST without details. */
function isMissingScope(error: RpcError): boolean {
  return (
    error.code === 'FORBIDDEN' || (error.code === 'INVALID_REQUEST' && /missing scope/i.test(error.message))
  );
}
