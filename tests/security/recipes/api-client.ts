import { Actor, type Person } from '../../../server/testing/actor.js';
import type { TestApp } from '../../../server/testing/test-app.js';

/** A program that speaks for a person, with an access token bound to one of their sessions. */
export class ApiClient extends Actor {
  private constructor(
    app: TestApp,
    readonly person: Person,
    token: string,
  ) {
    super(app, { bearer: token }, person.organizationId);
  }

  static async of({ app }: { app: TestApp }, person: Person): Promise<ApiClient> {
    const { createAccessToken } = await person.gql('mutation { createAccessToken { token } }');
    return new ApiClient(app, person, createAccessToken.token);
  }
}
