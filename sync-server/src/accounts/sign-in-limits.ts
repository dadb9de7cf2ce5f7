import type { Pool } from 'pg';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

export interface SignInLimits {
  readonly loginByAddress: RateLimit;
  readonly loginByEmail: RateLimit;
  readonly registerByAddress: RateLimit;
  readonly uploadByAccount: RateLimit;
  /** Codes and passkeys, by account. */
  readonly secondFactor: RateLimit;
  /** Mails that somebody without a session asks for. */
  readonly mailByAddress: RateLimit;
  readonly mailByEmail: RateLimit;
  /** Links that are tried, by address. */
  readonly linkByAddress: RateLimit;
}

/** Room for a shop behind one address; far too little for guessing. */
export function createSignInLimits(pool: Pool): SignInLimits {
  return {
    loginByAddress: createRateLimit(pool, { name: 'login-address', tries: 60, seconds: 60 }),
    loginByEmail: createRateLimit(pool, { name: 'login-email', tries: 10, seconds: 900 }),
    registerByAddress: createRateLimit(pool, { name: 'register', tries: 30, seconds: 3_600 }),
    uploadByAccount: createRateLimit(pool, { name: 'upload', tries: 600, seconds: 600 }),
    secondFactor: createRateLimit(pool, { name: 'second-factor', tries: 10, seconds: 900 }),
    mailByAddress: createRateLimit(pool, { name: 'mail-address', tries: 20, seconds: 3_600 }),
    mailByEmail: createRateLimit(pool, { name: 'mail-email', tries: 5, seconds: 3_600 }),
    linkByAddress: createRateLimit(pool, { name: 'link-address', tries: 60, seconds: 900 }),
  };
}
