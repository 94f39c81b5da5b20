import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ExtractJwt, Strategy } from 'passport-jwt';

/** Injection token of the signing secret, derived from the master key. */
export const jwtSecret = 'JWT_SECRET';
const issuer = 'clawbutler';
const audience = 'clawbutler-api';
/** Of another audience, so that a host's token is never taken for a person's, nor the other way round. */
const hostAudience = 'clawbutler-host-socket';
export const accessTokenSeconds = 600;

export interface AccessClaims {
  userId: string;
  sessionId: string;
}

export interface HostClaims {
  hostId: string;
  organizationId: string;
}

/** Short-lived JWTs for API clients, bound to a login session that is looked up at every use, so revoking it ends them. Hosts get such tokens for their sockets, bound to the host. */
@Injectable()
export class AccessTokens {
  private readonly people: Strategy;
  private readonly hosts: Strategy;

  constructor(
    private readonly jwt: JwtService,
    @Inject(jwtSecret) secret: string,
  ) {
    this.people = strategyFor(secret, audience, checkClaims);
    this.hosts = strategyFor(secret, hostAudience, checkHostClaims);
  }

  mint(claims: AccessClaims): Promise<{ token: string; expiresAt: Date }> {
    return this.sign({ sid: claims.sessionId }, claims.userId, audience);
  }

  /** For a host's socket; over HTTP hosts sign each request instead. */
  mintForHost(claims: HostClaims): Promise<{ token: string; expiresAt: Date }> {
    return this.sign({ org: claims.organizationId }, claims.hostId, hostAudience);
  }

  /** @returns null for anything not minted here, expired, or of another algorithm, issuer or audience. */
  verify(token: string): Promise<AccessClaims | null> {
    return attempt<AccessClaims>(this.people, token);
  }

  /** The same for a host's token. */
  verifyForHost(token: string): Promise<HostClaims | null> {
    return attempt<HostClaims>(this.hosts, token);
  }

  private async sign(claims: object, subject: string, forWhom: string) {
    const token = await this.jwt.signAsync(claims, {
      subject,
      issuer,
      audience: forWhom,
      algorithm: 'HS256',
      expiresIn: accessTokenSeconds,
    });
    return { token, expiresAt: new Date(Date.now() + accessTokenSeconds * 1000) };
  }
}

type Check = (claims: Record<string, unknown>) => object | false;

function strategyFor(secret: string, forWhom: string, check: Check): Strategy {
  return new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: secret,
      algorithms: ['HS256'],
      issuer,
      audience: forWhom,
    },
    (claims: object, done: (error: unknown, user?: object | false) => void) =>
      done(null, check(claims as Record<string, unknown>)),
  );
}

function attempt<T>(strategy: Strategy, token: string): Promise<T | null> {
  return new Promise((resolve, reject) => {
    // Passport hands its verdict to methods of the strategy; a fresh object per call keeps calls apart.
    const once = Object.create(strategy) as Strategy;
    once.success = (claims: unknown) => resolve(claims as T);
    once.fail = () => resolve(null);
    once.error = (error: unknown) => reject(error);
    void once.authenticate({ headers: { authorization: `Bearer ${token}` } } as never, {});
  });
}

const checkClaims: Check = ({ sub, sid }) =>
  typeof sub === 'string' && typeof sid === 'string' ? { userId: sub, sessionId: sid } : false;

const checkHostClaims: Check = ({ sub, org }) =>
  typeof sub === 'string' && typeof org === 'string' ? { hostId: sub, organizationId: org } : false;
