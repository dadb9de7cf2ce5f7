/** Passwords and PINs, by argon2id with the library's defaults: 19 MiB, 2 passes, 1 lane. */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** The PHC form, salted anew each time. */
export function hashSecret(secret: string): Promise<string> {
  return hash(secret);
}

/**
 * Whether a password is the one that was hashed. Without a hash (nobody has that e-mail) it takes
 * as long and says no, so that the time tells nobody who has an account.
 */
export async function verifySecret(secret: string, stored: string | null): Promise<boolean> {
  const isRight = await verify(stored ?? (await nobodysHash()), secret);
  return isRight && stored !== null;
}

let ofNobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  ofNobody ??= hash(randomBytes(16));
  return ofNobody;
}
