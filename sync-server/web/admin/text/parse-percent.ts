import { type BasisPoints, basisPoints, WHOLE } from '@second-chance/shared/money/minor-units.ts';

/** Reads a percentage as typed, 0 to 100 with up to two decimals, or null where it is none. */
export function parsePercent(text: string): BasisPoints | null {
  const match = /^\s*([0-9]{1,3})(?:[.,]([0-9]{0,2}))?\s*%?\s*$/.exec(text.normalize('NFKC'));
  if (match === null) return null;
  const [, whole = '', hundredths = ''] = match;
  const value = Number(whole + hundredths.padEnd(2, '0'));
  return value <= WHOLE ? basisPoints(value) : null;
}

/** A percentage as it is typed: `19`, `7.5`, in the figures of the locale. */
export function percentText(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 2 }).format(
    value / 100,
  );
}
