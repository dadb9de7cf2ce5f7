import { createHash } from 'node:crypto';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Pool } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimit {
  /** Counts one try of a key. Errors: TOO_MANY_TRIES, with `retryAfterSeconds`. */
  readonly take: (key: string) => Promise<Result<void, CodedError>>;
  /** Forgets the tries of a key, after one that succeeded. */
  readonly forget: (key: string) => Promise<void>;
}

export interface RateLimitOptions {
  /** Keeps limits apart that count the same key. */
  readonly name: string;
  readonly tries: number;
  readonly seconds: number;
}

/**
 * So many tries of a key in so many seconds, counted in PostgreSQL, since nodes share nothing else.
 * While the database does not answer, each node counts for itself. Keys are stored hashed: who
 * tried is nobody's business afterwards.
 */
export function createRateLimit(pool: Pool, { name, tries, seconds }: RateLimitOptions): RateLimit {
  const amount = { keyPrefix: name, points: tries, duration: seconds };
  const limiter = new RateLimiterPostgres({
    ...amount,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    insuranceLimiter: new RateLimiterMemory(amount),
  });
  return {
    async take(key) {
      try {
        await limiter.consume(hashed(key));
        return ok(undefined);
      } catch (thrown) {
        if (!(thrown instanceof RateLimiterRes)) throw thrown;
        const retryAfterSeconds = Math.max(1, Math.ceil((thrown.msBeforeNext ?? 0) / 1_000));
        return err({
          code: 'TOO_MANY_TRIES',
          message: 'Too many tries. Wait, then try again.',
          details: { retryAfterSeconds },
        });
      }
    },
    async forget(key) {
      await limiter.delete(hashed(key));
    },
  };
}

function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
