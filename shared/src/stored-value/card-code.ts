/** Codes of gift cards: what is printed on them, typed and scanned. */
import { assert } from '../assert.ts';

/** Without I, L, O and U, so that nobody reads one for another (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of a new code, with its check character: 75 bits that nobody guesses. */
const LENGTH = 16;
const PREFIX = 'GC';

/**
 * A new card's code from random bytes, one a character: `GC7K9MPX4TQ2WZ8R`. The last character
 * checks the others. Bytes beyond those that are needed are ignored.
 */
export function newCardCode(random: Uint8Array): string {
  const needed = LENGTH - PREFIX.length - 1;
  assert(random.length >= needed, `${needed} random bytes`);
  const body = [...random.slice(0, needed)].map((byte) => ALPHABET[byte % 32]).join('');
  return `${PREFIX}${body}${checkCharacter(body)}`;
}

/**
 * What was scanned or typed as the one spelling that names a card: upper case, without spaces and
 * dashes, `O` as `0` and `I`, `L` as `1` in codes of ours. Null for what is no code of a card: too
 * short, too long, other characters, or one of ours with a wrong check character.
 */
export function cardCodeOf(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  if (!/^[0-9A-Z]{6,40}$/.test(code)) return null;
  if (!code.startsWith(PREFIX) || code.length !== LENGTH) return code;
  const body = code.slice(PREFIX.length).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return checkCharacter(body.slice(0, -1)) === body.at(-1) ? `${PREFIX}${body}` : null;
}

/** Whether a scan is a card of ours, so that it needs no other field to say so. */
export function isCardCode(scanned: string): boolean {
  const code = cardCodeOf(scanned);
  return code?.startsWith(PREFIX) === true && code.length === LENGTH;
}

/** The end of a code, by which people name a card; too little to spend it. */
export function hintOf(code: string): string {
  return code.slice(-4);
}

/** In groups of four, as people read it. */
export function spacedCode(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** Weights by place catch a wrong character and two that changed places. */
function checkCharacter(body: string): string {
  let sum = 0;
  for (const [place, character] of [...body].entries()) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return '';
    sum += value * (2 * place + 1);
  }
  return ALPHABET[sum % 32] ?? '';
}
