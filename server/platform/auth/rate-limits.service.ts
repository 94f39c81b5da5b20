import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Database } from '../database/database.service.js';
import { AppError } from '../errors/app-error.js';

export interface Limit {
  /** Name of what is limited, for example `login-account`. */
  name: string;
  points: number;
  windowSeconds: number;
}

/**
 * Counts attempts in PostgreSQL, so that every replica shares one count and a restart forgives nothing.
 * When the count cannot be kept the attempt is refused: these limits guard passwords and one-time links.
 */
@Injectable()
export class RateLimits {
  constructor(private readonly database: Database) {}

  /** Takes one point for each key. @throws AppError RATE_LIMITED when any of them has none left. */
  async take(limit: Limit, key: string): Promise<void> {
    const [row] = await this.database.query<{ points: number; left_seconds: number }>(
      `insert into rate_limits as r (name, key, window_ends, points)
       values ($1, $2, now() + make_interval(secs => $3), 1)
       on conflict (name, key) do update set
         points = case when r.window_ends <= now() then 1 else r.points + 1 end,
         window_ends = case when r.window_ends <= now() then excluded.window_ends else r.window_ends end
       returning points, ceil(extract(epoch from window_ends - now()))::int as left_seconds`,
      [limit.name, key, limit.windowSeconds],
    );
    if (!row) throw new AppError('UNAVAILABLE');
    if (row.points > limit.points) {
      throw new AppError('RATE_LIMITED', `Too many attempts. Try again in ${inWords(row.left_seconds)}.`, {
        retryAfterSeconds: row.left_seconds,
      });
    }
  }

  /**
   * Gives a point back: only what failed counts. Unlike `forgive` it keeps the failures before, for limits on guessing
   * something that the guesser may also know one of.
   */
  async giveBack(limit: Limit, key: string): Promise<void> {
    await this.database.query(
      'update rate_limits set points = points - 1 where name = $1 and key = $2 and points > 0',
      [limit.name, key],
    );
  }

  /** Forgets earlier attempts after a success. */
  async forgive(limit: Limit, key: string): Promise<void> {
    await this.database.query('delete from rate_limits where name = $1 and key = $2', [limit.name, key]);
  }
}

/** One key per network: a whole IPv4 address, the /64 of an IPv6 one; all spellings of an address are one. */
export function networkKey(ip: string | null): string {
  if (ip === null) return 'unknown';
  const parsed = ipaddr.process(ip.split('%')[0]!);
  if (parsed.kind() === 'ipv4' || !isIPv6(parsed.toString())) return parsed.toString();
  return `${parsed.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
