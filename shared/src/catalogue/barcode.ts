import { err, ok, type Result } from '../result.ts';

export interface Barcode {
  /** The normal form: two spellings of one number compare equal in it. */
  readonly code: string;
  readonly kind: 'gtin' | 'shop';
}

/**
 * Reads a scanned or typed code.
 *
 * Eight, twelve, thirteen or fourteen digits are a GTIN, and its check digit must be right. The
 * normal form is the number in 13 digits, or 14 where it needs them: GS1 defines GTIN-8, 12 and 13
 * as the same 14-digit key with leading zeros, and issues no longer number that collides with a
 * GTIN-8, so `5901234123457` and `05901234123457` are one thing, and so are `96385074` and
 * `0000096385074`. Compressed UPC-E is not told apart from a GTIN-8: scanners expand it.
 *
 * Anything else of 1 to 48 printable ASCII characters is a code that a shop printed, kept as it is;
 * so is a number of another length. White space around a code is dropped.
 *
 * Errors: `CHECK_DIGIT_WRONG` for a misread or mistyped GTIN, `NOT_A_CODE` for what no scanner reads.
 */
export function parseBarcode(text: string): Result<Barcode, BarcodeError> {
  const code = text.trim();
  if (GTIN.test(code)) {
    return hasRightCheckDigit(code)
      ? ok({ code: normalGtin(code), kind: 'gtin' })
      : err('CHECK_DIGIT_WRONG');
  }
  return SHOP_CODE.test(code) ? ok({ code, kind: 'shop' }) : err('NOT_A_CODE');
}

/** The check digit that ends a GTIN whose other digits are given (GS1 modulo 10). */
export function gtinCheckDigit(digits: string): number {
  let sum = 0;
  for (let fromRight = 1; fromRight <= digits.length; fromRight += 1) {
    const digit = digits.charCodeAt(digits.length - fromRight) - 48;
    sum += fromRight % 2 === 1 ? 3 * digit : digit;
  }
  return (10 - (sum % 10)) % 10;
}

export type BarcodeError = 'CHECK_DIGIT_WRONG' | 'NOT_A_CODE';

const GTIN = /^(?:[0-9]{8}|[0-9]{12,14})$/;
const SHOP_CODE = /^[\x21-\x7e](?:[\x20-\x7e]{0,46}[\x21-\x7e])?$/;

function hasRightCheckDigit(gtin: string): boolean {
  return gtinCheckDigit(gtin.slice(0, -1)) === Number(gtin.slice(-1));
}

function normalGtin(gtin: string): string {
  if (gtin.length === 14) return gtin.startsWith('0') ? gtin.slice(1) : gtin;
  return gtin.padStart(13, '0');
}
