/** What a scan says beyond naming an item: GS1 element strings, and codes that carry a price. */
import { type MinorUnits, minorUnits, mulDivHalfAway } from '../money/minor-units.ts';
import { gtinCheckDigit } from './barcode.ts';

export interface ScannedCode {
  /** Codes that may name the item, the likeliest first. */
  readonly codes: readonly string[];
  /** What the label says one piece costs, in minor units; null where it says nothing. */
  readonly price: MinorUnits | null;
  /** Net weight in grams; null where the label says nothing. */
  readonly grams: number | null;
  /** Serial number, else batch; empty where neither is there. */
  readonly serial: string;
}

export interface EmbeddedCode {
  /** The first two digits, 20 to 29. */
  readonly prefix: string;
  readonly carries: 'price' | 'weight';
}

/**
 * Reads a code that names no item by itself; null where it is nothing but a code.
 *
 * A price or weight in an EAN-13 of the shop: two digits of prefix, five of the item, five of the
 * value, check digit. The item is looked for under the code with a value of zero, then under its
 * five digits as SKU, with and without leading zeros.
 */
export function readScannedCode(
  text: string,
  { embedded }: { readonly embedded: readonly EmbeddedCode[] },
): ScannedCode | null {
  const code = text.trim();
  return readEmbedded(code, embedded) ?? readGs1(code);
}

function readEmbedded(code: string, embedded: readonly EmbeddedCode[]): ScannedCode | null {
  if (!/^2[0-9]{12}$/.test(code)) return null;
  const scheme = embedded.find(({ prefix }) => code.startsWith(prefix));
  if (scheme === undefined || gtinCheckDigit(code.slice(0, -1)) !== Number(code.at(-1)))
    return null;
  const item = code.slice(2, 7);
  const value = Number(code.slice(7, 12));
  const blank = `${code.slice(0, 7)}00000`;
  return {
    codes: [`${blank}${gtinCheckDigit(blank)}`, item, String(Number(item))],
    price: scheme.carries === 'price' ? minorUnits(value) : null,
    grams: scheme.carries === 'weight' ? value : null,
    serial: '',
  };
}

/** FNC1 as scanners send it between elements of open length. */
const SEPARATOR = '\u001d';
/** What a scanner may send before a GS1 code to say that it is one (AIM symbology identifiers). */
const AIM = /^\](?:C1|d2|Q3|J1|e0)/;

/** Digits after the application identifier, where all of that kind have the same (GS1, figure 7.8.5-2). */
const FIXED_LENGTHS: Readonly<Record<string, number>> = {
  '00': 18,
  '01': 14,
  '02': 14,
  '11': 6,
  '12': 6,
  '13': 6,
  '15': 6,
  '16': 6,
  '17': 6,
  '20': 2,
};

function readGs1(code: string): ScannedCode | null {
  const marked = AIM.test(code) || code.startsWith(SEPARATOR);
  const elements = readElements(code.replace(AIM, ''), marked);
  const gtin = elements?.get('01') ?? elements?.get('02');
  if (elements === null || gtin === undefined) return null;
  if (gtinCheckDigit(gtin.slice(0, -1)) !== Number(gtin.at(-1))) return null;
  return {
    codes: [gtin],
    price: decimals(elements, '392', 2),
    grams: decimals(elements, '310', 3),
    serial: elements.get('21') ?? elements.get('10') ?? '',
  };
}

/** By application identifier; null for what is no element string. */
function readElements(text: string, marked: boolean): ReadonlyMap<string, string> | null {
  const elements = new Map<string, string>();
  let rest = afterSeparators(text);
  // Printed with brackets, as people and some generators write it.
  const bracketed = /^\((\d{2,4})\)/;
  if (bracketed.test(rest)) {
    for (const [, ai = '', value = ''] of rest.matchAll(/\((\d{2,4})\)([^(]*)/g)) {
      elements.set(ai, value.trim());
    }
    return elements.size > 0 && isGtin14(elements) ? elements : null;
  }
  // Without a mark only a GTIN in front tells an element string from any other number.
  if (!marked && !/^0[12]\d{14}./.test(rest)) return null;
  while (rest !== '') {
    const two = rest.slice(0, 2);
    const fixed = FIXED_LENGTHS[two];
    // Measures 31nn to 36nn have four digits of identifier and six of value.
    const measure = /^3[1-6]\d\d/.test(rest) ? 6 : undefined;
    const ai = fixed === undefined ? aiOf(rest) : two;
    if (ai === null) return null;
    const length = fixed ?? measure;
    const end = length === undefined ? endOf(rest) : ai.length + length;
    const value = rest.slice(ai.length, end);
    if (length !== undefined && value.length !== length) return null;
    elements.set(ai, value);
    rest = afterSeparators(rest.slice(end));
  }
  return isGtin14(elements) ? elements : null;
}

function afterSeparators(text: string): string {
  let from = 0;
  while (text[from] === SEPARATOR) from += 1;
  return text.slice(from);
}

function aiOf(rest: string): string | null {
  if (/^3[1-69]\d\d/.test(rest)) return rest.slice(0, 4);
  if (/^(?:10|21|22|30|37|9[0-9])/.test(rest)) return rest.slice(0, 2);
  if (/^(?:24[0-3]|25[0-5]|40[0-3]|41\d|42\d)/.test(rest)) return rest.slice(0, 3);
  return null;
}

function endOf(rest: string): number {
  const separator = rest.indexOf(SEPARATOR);
  return separator === -1 ? rest.length : separator;
}

function isGtin14(elements: ReadonlyMap<string, string>): boolean {
  return /^\d{14}$/.test(elements.get('01') ?? elements.get('02') ?? '');
}

/** An amount whose identifier ends in how many of its digits are decimals, as an integer of `places`. */
function decimals(
  elements: ReadonlyMap<string, string>,
  ai: string,
  places: number,
): MinorUnits | null {
  for (const [key, value] of elements) {
    if (key.length !== 4 || !key.startsWith(ai) || !/^\d{1,15}$/.test(value)) continue;
    const shift = places - Number(key.at(-1));
    if (shift >= 0) return minorUnits(Number(value) * 10 ** shift);
    return minorUnits(Number(value.slice(0, shift) || '0'));
  }
  return null;
}

/**
 * What a thing that is sold by weight costs, its tag price being that of a kilogram; rounded half up
 * to a minor unit.
 */
export function priceOfWeight(perKilogram: MinorUnits, grams: number): MinorUnits {
  return mulDivHalfAway(perKilogram, grams, 1_000);
}
