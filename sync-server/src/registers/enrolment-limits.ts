import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { Result } from '@second-chance/shared/result.ts';
import type { Pool } from 'pg';
import { createRateLimit } from '../accounts/rate-limit.ts';

export interface EnrolmentLimits {
  /** Counts a try. Errors: TOO_MANY_TRIES. */
  readonly take: (address: string) => Promise<Result<void, CodedError>>;
}

/**
 * A code has 50 random bits and lives ten minutes, so guessing is hopeless by far at these rates;
 * a shop that enrols all its tills at once never meets them.
 */
export function createEnrolmentLimits(pool: Pool): EnrolmentLimits {
  const byAddress = createRateLimit(pool, { name: 'enrol-address', tries: 30, seconds: 60 });
  const overall = createRateLimit(pool, { name: 'enrol', tries: 600, seconds: 60 });
  return {
    async take(address) {
      const own = await byAddress.take(address);
      return own.ok ? overall.take('') : own;
    },
  };
}
