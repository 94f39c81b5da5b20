import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ExtractJwt, Strategy } from 'passport-jwt';

/** Injection token of the signing secret, derived from the master key. */
export const jwtSecret = 'JWT_SECRET';
const issuer = 'clawbutler';
const audience = 'clawbutler-api';
export const accessTokenSeconds = 600;

export interface AccessClaims {
  userId: string;
  sessionId: string;
}

/** Short-lived JWTs for API clients, bound to a login session that is looked up at every use, so revoking it ends them. */
@Injectable()
export class AccessTokens {
  private readonly strategy: Strategy;

  constructor(
    private readonly jwt: JwtService,
    @Inject(jwtSecret) secret: string,
  ) {
    this.strategy = new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKey: secret,
        algorithms: ['HS256'],
        issuer,
        audience,
      },
      (claims: object, done: (error: unknown, user?: AccessClaims | false) => void) =>
        done(null, checkClaims(claims)),
    );
  }

  async mint(claims: AccessClaims): Promise<{ token: string; expiresAt: Date }> {
    const token = await this.jwt.signAsync(
      { sid: claims.sessionId },
      {
        subject: claims.userId,
        issuer,
        audience,
        algorithm: 'HS256',
        expiresIn: accessTokenSeconds,
      },
    );
    return { token, expiresAt: new Date(Date.now() + accessTokenSeconds * 1000) };
  }

  /** @returns null for anything not minted here, expired, or of another algorithm, issuer or audience. */
  verify(token: string): Promise<AccessClaims | null> {
    return new Promise((resolve, reject) => {
      // Passport hands its verdict to methods of the strategy; a fresh object per call keeps calls apart.
      const attempt = Object.create(this.strategy) as Strategy;
      attempt.success = (claims: unknown) => resolve(claims as AccessClaims);
      attempt.fail = () => resolve(null);
      attempt.error = (error: unknown) => reject(error);
      void attempt.authenticate({ headers: { authorization: `Bearer ${token}` } } as never, {});
    });
  }
}

function checkClaims(claims: { sub?: unknown; sid?: unknown }): AccessClaims | false {
  const { sub, sid } = claims;
  return typeof sub === 'string' && typeof sid === 'string' ? { userId: sub, sessionId: sid } : false;
}
