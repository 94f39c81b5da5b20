import type {
  HostIdentityInput,
  HostPairingStatus,
  Instance,
  StartedHostPairing,
} from '../../schema/generated/types.js';
import { authenticationString } from './authentication-string.js';
import { ClientProblem } from './client-problem.js';
import type { DeviceKey } from './device-key.js';
import { graphqlCall, type Connection, type Operation } from './graphql-call.js';

const statusFields = 'state hostId organizationName';

/** A pairing seen from the machine: asks, waits, and learns what it was paired with. */
export class MachinePairing {
  constructor(
    private readonly connection: Connection,
    private readonly key: DeviceKey,
    private readonly machine: Omit<HostIdentityInput, 'publicKey'>,
  ) {}

  /** Whether a ClawButler server answers there and its clock fits. @throws ClientProblem */
  async probe(): Promise<Pick<Instance, 'version'>> {
    const { instance } = await graphqlCall<{ instance?: { version?: unknown } }>(this.connection, {
      query: '{ instance { version } }',
    });
    const { server, clock } = this.connection;
    if (typeof instance?.version !== 'string')
      throw new ClientProblem('NOT_CLAWBUTLER', `What answers at ${server} is not a ClawButler server.`);
    clock.check();
    return { version: instance.version };
  }

  /** Pairs with a token from the console. @throws ClientProblem */
  async enrol(token: string): Promise<HostPairingStatus> {
    const query = `mutation ($token: String!, $identity: HostIdentityInput!) {
      enrolHost(token: $token, identity: $identity) { ${statusFields} } }`;
    const { enrolHost } = await this.signed<{ enrolHost: HostPairingStatus }>({
      query,
      variables: { token, identity: this.identity },
    });
    return enrolHost;
  }

  /** Asks for a code to show. @throws ClientProblem, also when the answer does not fit this machine's key */
  async start(): Promise<StartedHostPairing> {
    const query = `mutation ($identity: HostIdentityInput!) { startHostPairing(identity: $identity) {
      deviceCode userCode verificationUrl authenticationString fingerprint expiresAt intervalSeconds } }`;
    const { startHostPairing: started } = await this.signed<{ startHostPairing: StartedHostPairing }>({
      query,
      variables: { identity: this.identity },
    });
    const own = authenticationString(String(started.deviceCode), this.key.publicKey);
    if (own === started.authenticationString && this.key.fingerprint === started.fingerprint) return started;
    throw new ClientProblem(
      'REFUSED',
      'The server has another key for this machine than it has itself: somebody stands in between. Nothing was paired.',
    );
  }

  /** How it stands. @throws ClientProblem */
  async poll(deviceCode: string): Promise<HostPairingStatus> {
    const query = `query ($deviceCode: String!) { pollHostPairing(deviceCode: $deviceCode) { ${statusFields} } }`;
    const variables = { deviceCode };
    const { pollHostPairing } = await graphqlCall<{ pollHostPairing: HostPairingStatus }>(this.connection, {
      query,
      variables,
    });
    return pollHostPairing;
  }

  private get identity(): HostIdentityInput {
    return { ...this.machine, publicKey: this.key.publicKey.toString('base64url') };
  }

  private signed<T>(operation: Operation): Promise<T> {
    return graphqlCall<T>(this.connection, operation, {
      key: this.key,
      tag: 'clawbutler-pairing',
      sequence: 0,
    });
  }
}
