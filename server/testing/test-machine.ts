import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { signRequest, type SignatureTag } from '../../agent/client/sign-request.js';
import { Actor } from './actor.js';
import { call, type Answer, type CallOptions, type Loose, type RequestSigner } from './graphql-caller.js';
import type { Reachable } from './test-app.js';

/** A machine's key, in memory, and the numbers of its requests. */
export class MachineKey {
  readonly publicKey: Buffer;
  private readonly secret: KeyObject;

  constructor(
    secret = generateKeyPairSync('ed25519').privateKey,
    /** Of the last request. */
    public sequence = 0,
    /** How far its clock is off. */
    public skewMs = 0,
  ) {
    this.secret = secret;
    this.publicKey = Buffer.from(secret.export({ format: 'jwk' }).x!, 'base64url');
  }

  get id(): string {
    return createHash('sha256').update(this.publicKey).digest('hex');
  }

  sign(text: string): Buffer {
    return sign(null, Buffer.from(text), this.secret);
  }

  /** The same key on another machine, as a copied disk would have it. */
  copy(): MachineKey {
    return new MachineKey(this.secret, this.sequence, this.skewMs);
  }

  signer(tag: SignatureTag): RequestSigner {
    let last: Promise<unknown> = Promise.resolve();
    return {
      sign: (url, body) => {
        const sequence = tag === 'clawbutler-host' ? ++this.sequence : 0;
        return signRequest(url, body, { key: this, tag, nowMs: Date.now() + this.skewMs, sequence });
      },
      inTurn: (send) => {
        const turn = last.then(send);
        last = turn.catch(() => undefined);
        return turn;
      },
    };
  }
}

const startDocument = `mutation ($identity: HostIdentityInput!) { startHostPairing(identity: $identity) {
  deviceCode userCode verificationUrl authenticationString fingerprint expiresAt intervalSeconds } }`;
const enrolDocument = `mutation ($token: String!, $identity: HostIdentityInput!) {
  enrolHost(token: $token, identity: $identity) { state hostId organizationName } }`;

/** A developer's machine, speaking as the agent does. Until it is paired it is nobody. */
export class TestMachine extends Actor {
  /** Once paired. */
  hostId: string | null = null;

  constructor(
    private readonly at: Reachable,
    readonly hostname = 'box',
    readonly key = new MachineKey(),
    bearer?: string,
  ) {
    super(at, { signer: key.signer('clawbutler-host'), bearer }, null);
  }

  get identity() {
    return {
      publicKey: this.key.publicKey.toString('base64url'),
      hostname: this.hostname,
      platform: 'linux x64',
      agentVersion: '0.1.0',
    };
  }

  /** Speaks as a machine that is not paired, and proves its key. */
  asStranger<T = Loose>(document: string, variables: object, options: CallOptions = {}): Promise<Answer<T>> {
    const signer = this.key.signer('clawbutler-pairing');
    return call<T>(this.at.url, document, variables as Record<string, unknown>, { signer, ...options });
  }

  /** The same, as somebody for suites that send by themselves. */
  get stranger(): Actor {
    return new Actor(this.at, { signer: this.key.signer('clawbutler-pairing') }, null);
  }

  async start(): Promise<Loose> {
    const { data, errors } = await this.asStranger(startDocument, { identity: this.identity });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.startHostPairing;
  }

  /** Pairs with a token, and gets what opens its socket. */
  async enrol(token: string): Promise<TestMachine> {
    const { data, errors } = await this.asStranger(enrolDocument, { token, identity: this.identity });
    if (errors) throw new Error(JSON.stringify(errors));
    return this.paired(data.enrolHost.hostId);
  }

  /** The machine once it was let in, with a token for its socket. */
  async paired(hostId: string): Promise<TestMachine> {
    const { hostAccessToken } = await this.gql('{ hostAccessToken { token } }');
    const host = new TestMachine(this.at, this.hostname, this.key, hostAccessToken.token);
    host.hostId = hostId;
    return host;
  }

  /** Reports these runtimes, as if nothing else were there. */
  report(runtimes: object[] = [], changes: object = {}, options: CallOptions = {}): Promise<Answer<Loose>> {
    return this.call(reportDocument, { input: { ...this.reportInput(runtimes), ...changes } }, options);
  }

  reportInput(runtimes: object[] = []) {
    const { hostname, platform, agentVersion } = this.identity;
    return {
      ...{ hostname, platform, agentVersion, at: new Date().toISOString() },
      ...{ spoolDepth: 0, problems: [], runtimes },
    };
  }
}

const reportDocument = `mutation ($input: HostReportInput!) { reportHost(input: $input) {
  hostId hostName organizationName at versionAdvice instances { instanceId key contentPolicy paused } } }`;

/** A runtime as a host finds it. */
export const foundRuntime = (key: string, changes: object = {}) => ({
  kind: 'CLAUDE_CODE',
  key,
  location: `~/${key}`,
  label: `Claude Code in ${key}`,
  version: '2.1.330',
  ...{ sessionCount: 3, runningCount: 1, totalBytes: 5_000_000_000, backlogBytes: 12, problems: [] },
  ...changes,
});
