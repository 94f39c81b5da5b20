import type { HostIdentityInput } from '../../schema/generated/types.js';
import { isSignedBy, keyHash, pairingTag, readSignature } from '../platform/auth/http-signature.js';
import { AppError } from '../platform/errors/app-error.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { checkIdentity, type HostIdentity } from './host-identity.rules.js';

/**
 * A machine's identity, once the request is signed with the key it names: nobody pairs a key that is not theirs.
 * When it was signed does not matter here: repeated by somebody else, it asks again in the name of the same key.
 * @throws AppError INVALID_INPUT, UNAUTHENTICATED
 */
export function provenIdentity(input: HostIdentityInput, { signature }: GraphqlContext): HostIdentity {
  const identity = checkIdentity(input);
  const claims = signature && readSignature(signature);
  const isTheirs =
    claims?.tag === pairingTag &&
    claims.keyId === keyHash(identity.publicKey).toString('hex') &&
    isSignedBy(identity.publicKey, signature!);
  if (isTheirs) return identity;
  const words = 'Sign this request with the machine’s own key, for the address of this server.';
  throw new AppError('UNAUTHENTICATED', words, { reason: 'SIGNATURE_INVALID' });
}
