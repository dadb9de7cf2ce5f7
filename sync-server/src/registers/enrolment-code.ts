import { createHash, randomBytes } from 'node:crypto';

/** Crockford's Base32: no letter that looks like a digit, none that makes words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

export const ENROLMENT_CODE_LIFE_MS = 10 * 60 * 1_000;

/** A new code of 50 random bits, as it is shown: `7KQ2M-9XTWA`. */
export function newEnrolmentCode(): string {
  const characters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte % 32));
  return `${characters.slice(0, 5).join('')}-${characters.slice(5).join('')}`;
}

/** What is kept of a code, however it was typed: case, dashes, spaces, O for 0, I and L for 1. */
export function enrolmentCodeHash(typed: string): string {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return createHash('sha256').update(code).digest('hex');
}
