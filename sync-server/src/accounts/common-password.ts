/**
 * Passwords that too many people use. They are looked up in a Bloom filter that ships with the
 * server (`common-passwords.bloom`, made by `build/common-passwords.ts`, which names its source): no
 * request leaves the machine, and about one password in ten thousand is refused that is not on the list.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';

/** As the contract's `passwordSchema` has it. */
export const PASSWORD_LENGTH_MIN = 10;

const LOOKS = 14;

/** Where an entry has its bits, in a filter of that many. */
export function bloomPlaces(entry: string, bits: number): readonly number[] {
  const hash = createHash('sha256').update(entry).digest();
  const first = hash.readUInt32BE(0);
  const second = (hash.readUInt32BE(4) | 1) >>> 0;
  return Array.from({ length: LOOKS }, (_, look) => (first + look * second) % bits);
}

let filter: Buffer | undefined;

function isListed(entry: string): boolean {
  filter ??= readFileSync(join(import.meta.dirname, 'common-passwords.bloom'));
  const bytes = filter;
  return bloomPlaces(entry, bytes.length * 8).every(
    (place) => ((bytes[place >> 3] ?? 0) & (1 << (place & 7))) !== 0,
  );
}

/**
 * Refuses a password that is on the list, that is a listed word with some figures and signs around
 * it, that repeats one sign or runs along the alphabet or the digits, or that is little more than the name or the
 * e-mail of whoever chooses it.
 * Errors: PASSWORD_COMMON.
 */
export function uncommonPassword(
  password: string,
  { email, displayName }: { readonly email: string; readonly displayName: string },
): Result<string, CodedError> {
  const folded = password.normalize('NFKC').toLowerCase();
  const own = [email.split('@')[0] ?? '', displayName, 'second chance', 'secondchance']
    .map((name) => name.toLowerCase())
    .filter((name) => name.length >= 4);
  const common =
    isListed(folded) ||
    coresOf(folded).some((core) => isListed(`word:${core}`)) ||
    hasLittleVariety(folded) ||
    own.some((name) => folded.replaceAll(name, '').length < 4);
  if (!common) return ok(password);
  return err({ code: 'PASSWORD_COMMON', message: 'Too many people use this password.' });
}

/** What is left without up to six figures and signs at the ends, also with its figures read as letters. */
function coresOf(text: string): readonly string[] {
  const [, before = '', core = '', after = ''] =
    /^([^\p{L}]*)(.*?\p{L})([^\p{L}]*)$/u.exec(text) ?? [];
  if (core.length < 5 || before.length + after.length > 6) return [];
  return [core, [...core].map((sign) => LETTERS[sign] ?? sign).join('')];
}

const LETTERS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  '5': 's',
  $: 's',
  '7': 't',
};

/** Few different signs, or nearly all of them the next one up or down. */
function hasLittleVariety(text: string): boolean {
  const signs = [...text];
  if (new Set(signs).size <= 4) return true;
  const steps = signs
    .slice(1)
    .map((sign, place) => (sign.codePointAt(0) ?? 0) - (signs[place]?.codePointAt(0) ?? 0));
  const even = steps.filter((step) => Math.abs(step) <= 1).length;
  return even >= steps.length - 2;
}
