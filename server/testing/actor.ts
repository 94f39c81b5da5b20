import type { Answer, CallOptions, Credentials, Loose } from './graphql-caller.js';
import type { Subscription, TestSocket } from './graphql-socket.js';
import type { Reachable } from './test-app.js';

/** Somebody in a test, with what they sign in with. Calls go to `organizationId` unless told otherwise. */
export class Actor {
  constructor(
    private readonly app: Reachable,
    readonly credentials: Credentials,
    readonly organizationId: string | null,
  ) {}

  /** Runs an operation and returns the whole answer, errors included. */
  call<T = Loose>(
    document: string,
    variables?: Record<string, unknown>,
    options: CallOptions = {},
  ): Promise<Answer<T>> {
    return this.app.gql<T>(document, variables, this.with(options));
  }

  /** Runs an operation that must succeed and returns its data. */
  async gql<T = Loose>(
    document: string,
    variables?: Record<string, unknown>,
    options: CallOptions = {},
  ): Promise<T> {
    const answer = await this.call<T>(document, variables, options);
    if (answer.errors) throw new Error(`${document.trim().slice(0, 120)}: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** Runs an operation that must be refused and returns the error's code. */
  async refusal(
    document: string,
    variables?: Record<string, unknown>,
    options: CallOptions = {},
  ): Promise<string> {
    const { code, data } = await this.call(document, variables, options);
    if (code === undefined)
      throw new Error(`${document.trim().slice(0, 120)} was not refused: ${JSON.stringify(data)}`);
    return code;
  }

  subscribe<T = Loose>(
    document: string,
    variables?: Record<string, unknown>,
    options: CallOptions = {},
  ): Subscription<T> {
    return this.app.subscribe<T>(document, variables, this.with(options));
  }

  socket(options: CallOptions = {}): TestSocket {
    return this.app.socket(this.with(options));
  }

  private with(options: CallOptions): CallOptions {
    const organization = this.organizationId === null ? {} : { organization: this.organizationId };
    return { ...this.credentials, ...organization, ...options };
  }
}

/** A person who signed in. */
export class Person extends Actor {
  constructor(
    app: Reachable,
    readonly account: {
      userId: string;
      email: string;
      password: string;
      name: string;
      sessionId: string;
      cookie: string;
    },
    organizationId: string | null,
  ) {
    super(app, { cookie: account.cookie }, organizationId);
  }

  get userId(): string {
    return this.account.userId;
  }
}

/** Automation with a service token. */
export class Automation extends Actor {
  constructor(
    app: Reachable,
    readonly tokenId: string,
    readonly secret: string,
    organizationId: string,
  ) {
    super(app, { bearer: secret }, organizationId);
  }
}
