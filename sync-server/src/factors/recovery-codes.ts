/** Codes on paper, for the day on which the telephone is gone. Each works once. */
import { createHash, randomInt } from 'node:crypto';

/** Crockford's Base32: no letter that looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;
export const RECOVERY_CODES = 10;

/** New codes of fifty random bits each: `7KQ2M-9XTWA`. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const signs = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(32)));
    return `${signs.slice(0, 5).join('')}-${signs.slice(5).join('')}`;
  });
}

/** What is kept of a code, however it was typed. */
export function recoveryCodeHash(typed: string): string {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  const plain = code.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(`recovery:${plain}`).digest('base64url');
}
