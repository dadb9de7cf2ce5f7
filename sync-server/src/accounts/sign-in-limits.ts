import type { Pool } from 'pg';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

export interface SignInLimits {
  readonly loginByAddress: RateLimit;
  readonly loginByEmail: RateLimit;
  readonly registerByAddress: RateLimit;
  readonly uploadByAccount: RateLimit;
}

/** Room for a shop behind one address; far too little for guessing. */
export function createSignInLimits(pool: Pool): SignInLimits {
  return {
    loginByAddress: createRateLimit(pool, { name: 'login-address', tries: 60, seconds: 60 }),
    loginByEmail: createRateLimit(pool, { name: 'login-email', tries: 10, seconds: 900 }),
    registerByAddress: createRateLimit(pool, { name: 'register', tries: 30, seconds: 3_600 }),
    uploadByAccount: createRateLimit(pool, { name: 'upload', tries: 600, seconds: 600 }),
  };
}
