/** Amounts as people read and type them. Goes through text, never through a fraction. */
import { err, ok, type Result } from '../result.ts';
import { decimalsOf } from './currency.ts';
import { MINOR_UNITS_MAX, type MinorUnits, minorUnits } from './minor-units.ts';

export interface AmountStyle {
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47; one that Intl does not understand counts as `en`. */
  readonly locale: string;
}

/** An amount with its currency's sign, for example `1.250,00 €`. */
export function formatAmount(amount: MinorUnits, { currency, locale }: AmountStyle): string {
  const format = formatterOf(currency, locale, 'currency');
  return format.format(decimalText(amount, decimalsOf(currency)));
}

/** An amount without a currency, for columns that name it elsewhere, for example `1.250,00`. */
export function formatPlainAmount(amount: MinorUnits, { currency, locale }: AmountStyle): string {
  const format = formatterOf(currency, locale, 'decimal');
  return format.format(decimalText(amount, decimalsOf(currency)));
}

/** Basis points as a percentage with no more decimals than needed, for example `7.5 %`. */
export function formatPercent(
  basisPoints: number,
  { locale }: { readonly locale: string },
): string {
  return percentFormatterOf(locale).format(decimalText(basisPoints, 4));
}

/**
 * Reads an amount that a person typed, in the locale's digits and separators, with or without
 * currency and grouping. A point or comma that cannot be grouping is taken as the decimal sign, as
 * number pads have only one of them.
 *
 * Errors: `AMOUNT_INVALID` for what is no number, has more decimals than the currency (nothing is
 * rounded), or is out of range.
 */
export function parseAmount(
  text: string,
  { currency, locale }: AmountStyle,
): Result<MinorUnits, 'AMOUNT_INVALID'> {
  const { decimal, digits } = signsOf(locale);
  let plain = '';
  for (const char of bare(text)) {
    const digit = digits.indexOf(char);
    plain += digit === -1 ? char : String(digit);
  }
  const match = NUMBER.exec(asPoint(withoutCurrency(plain, { currency, locale }), decimal));
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  const decimals = decimalsOf(currency);
  if (whole + fraction === '' || fraction.length > decimals) return err('AMOUNT_INVALID');
  const size = Number(whole + fraction.padEnd(decimals, '0'));
  if (!(size <= MINOR_UNITS_MAX)) return err('AMOUNT_INVALID');
  return ok(minorUnits(sign === '-' ? -size : size));
}

const NUMBER = /^([+-]?)([0-9]*)(?:\.([0-9]*))?$/;

/** Without white space, marks of direction and apostrophes that group; with one kind of minus. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}'’٬]/gu, '')
    .replace(/[−‐–]/g, '-');
}

/** Takes the currency's sign or code off one end of a number, after its minus. */
function withoutCurrency(text: string, { currency, locale }: AmountStyle): string {
  const parts = formatterOf(currency, locale, 'currency').formatToParts(0);
  const sign = parts.find(({ type }) => type === 'currency')?.value ?? currency;
  const minus = /^[+-]/.exec(text)?.[0] ?? '';
  const rest = text.slice(minus.length);
  for (const name of [bare(sign), currency]) {
    if (rest.startsWith(name)) return minus + rest.slice(name.length);
    if (rest.endsWith(name)) return minus + rest.slice(0, -name.length);
  }
  return text;
}

/** Rewrites a number so that its decimal sign is a point and nothing groups its digits. */
function asPoint(text: string, decimal: string): string {
  const group = decimal === ',' ? '.' : ',';
  if (GROUPED[group].test(text)) return text.replaceAll(group, '').replace(decimal, '.');
  return text.includes(decimal) ? text.replace(decimal, '.') : text.replace(group, '.');
}

/** Groups of three before the decimal sign; of two as well, as India counts. */
const GROUPED = {
  '.': /^[+-]?[0-9]{1,3}(?:\.[0-9]{2,3})*\.[0-9]{3}(?:,[0-9]*)?$/,
  ',': /^[+-]?[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:[.٫][0-9]*)?$/,
} as const;

/** Writes minor units as a decimal number, exactly. */
function decimalText(amount: number, decimals: number): `${number}` {
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return (amount < 0 ? `-${text}` : text) as `${number}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(currency: string, locale: string, style: 'currency' | 'decimal') {
  return cached(`${style} ${currency} ${locale}`, () => {
    const decimals = decimalsOf(currency);
    return new Intl.NumberFormat(localeOrEnglish(locale), {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      ...(style === 'currency' ? { style, currency } : { style }),
    });
  });
}

function percentFormatterOf(locale: string) {
  return cached(
    `percent ${locale}`,
    () =>
      new Intl.NumberFormat(localeOrEnglish(locale), {
        style: 'percent',
        maximumFractionDigits: 2,
      }),
  );
}

function cached(key: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const formatter = make();
  formatters.set(key, formatter);
  return formatter;
}

interface Signs {
  readonly decimal: string;
  /** The ten digits from zero. */
  readonly digits: readonly string[];
}

const signs = new Map<string, Signs>();

function signsOf(locale: string): Signs {
  const known = signs.get(locale);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(localeOrEnglish(locale), { useGrouping: false });
  const decimal = format.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const made = { decimal, digits: [...format.format(9_876_543_210)].reverse() };
  signs.set(locale, made);
  return made;
}

/** The locale, or `en` where it is not a well-formed one: a receipt is printed in any case. */
export function localeOrEnglish(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
