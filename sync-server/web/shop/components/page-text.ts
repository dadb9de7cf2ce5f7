/** Words, money and days of a page in its language. */
import { formatAmount } from '@second-chance/shared/money/format-amount.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import {
  type ShopCount,
  type ShopText,
  shopCount,
  shopText,
} from '@second-chance/shared/text/shop-messages.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';

export interface PageText {
  readonly language: Language;
  readonly t: ShopText;
  readonly count: ShopCount;
}

const LOCALE = { en: 'en-GB', de: 'de-DE' } as const;

/** Made once for each language: they keep nothing of a page. */
const TEXTS = new Map<Language, PageText>();

export function pageText(language: Language): PageText {
  const known = TEXTS.get(language);
  if (known !== undefined) return known;
  const made = textOf(language);
  TEXTS.set(language, made);
  return made;
}

function textOf(language: Language): PageText {
  return { language, t: shopText(language), count: shopCount(language, LOCALE[language]) };
}

interface Money {
  readonly currency: string;
  readonly locale: string;
}

export function money(price: MinorUnits, { currency, locale }: Money): string {
  return formatAmount(price, { currency, locale });
}

/** A day as `3 Nov 2026`. */
export function shortDay(day: BusinessDay, locale: string): string {
  return formatter(
    `day ${locale}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
  ).format(new Date(`${day}T12:00:00Z`));
}

/** A day as `3 Nov`, where its year goes without saying. */
export function dayOfYear(day: BusinessDay, locale: string): string {
  return formatter(
    `day of year ${locale}`,
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  ).format(new Date(`${day}T12:00:00Z`));
}

/** A time as `14:05`, with its day where that is not the store's today. */
export function clockTime(
  at: EpochMs,
  { locale, timeZone, today }: { locale: string; timeZone: string; today: BusinessDay },
): string {
  const time = formatter(
    `time ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }),
  ).format(at);
  const day = formatter(
    `iso ${timeZone}`,
    () => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }),
  ).format(at);
  return day === today ? time : `${shortDay(day as BusinessDay, locale)}, ${time}`;
}

/** Minutes after midnight as `9:30`. */
export function clockOf(minutes: number, locale: string): string {
  return formatter(
    `minutes ${locale}`,
    () => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }),
  ).format(minutes * 60_000);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}
