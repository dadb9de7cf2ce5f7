/** Amounts, times and percentages as the chosen store writes them, else as the browser does. */
import {
  formatAmount,
  formatPercent,
  localeOrEnglish,
  parseAmount,
} from '@second-chance/shared/money/format-amount.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStoreChoice } from '../frame/store-choice.tsx';

export interface Format {
  /** Of figures and amounts. */
  readonly locale: string;
  /** Of names of days and months: the language of the words around them. */
  readonly words: string;
  /** Of the chosen store; null where none is. */
  readonly currency: string | null;
  readonly timeZone: string;
  amount(amount: MinorUnits, currency: string): string;
  /** Null for what is no amount of that currency. */
  parseAmount(text: string, currency: string): MinorUnits | null;
  percent(basisPoints: number): string;
  count(value: number): string;
  /** `24 Nov, 14:05`; with the year where it is another than this one. */
  dateTime(at: number): string;
  /** To the second, with the time zone, for hovering. */
  exact(at: number): string;
  /** A day of trade. */
  day(day: string): string;
  /** `3 min ago`, `in 2 h`. */
  ago(at: number, now: number): string;
}

export function useFormat(): Format {
  const { store } = useStoreChoice();
  const { i18n } = useTranslation();
  const { language } = i18n;
  const locale = localeOrEnglish(store?.locale ?? navigator.language);
  const timeZone = store?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const currency = store?.currency ?? null;
  return useMemo(
    () => createFormat({ locale, timeZone, currency, language }),
    [locale, timeZone, currency, language],
  );
}

interface Place {
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: string | null;
  /** Of the words: names of months follow it, figures follow the locale. */
  readonly language: string;
}

function createFormat({ locale, timeZone, currency, language }: Place): Format {
  const words = locale.toLowerCase().startsWith(language) ? locale : language;
  const make = (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    new Intl.DateTimeFormat(words, { ...options, timeZone: zone });
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const thisYear = make({ day: 'numeric', month: 'short', ...clock });
  const otherYear = make({ day: 'numeric', month: 'short', year: 'numeric', ...clock });
  const year = make({ year: 'numeric' });
  const exact = make({ dateStyle: 'full', timeStyle: 'long' });
  const day = make({ day: 'numeric', month: 'short', year: 'numeric' }, 'UTC');
  const number = new Intl.NumberFormat(locale);
  const relative = new Intl.RelativeTimeFormat(words, { numeric: 'auto', style: 'short' });
  return {
    locale,
    words,
    currency,
    timeZone,
    amount: (amount, code) => formatAmount(amount, { currency: code, locale }),
    parseAmount(text, code) {
      const parsed = parseAmount(text, { currency: code, locale });
      return parsed.ok ? parsed.value : null;
    },
    percent: (basisPoints) => formatPercent(basisPoints, { locale }),
    count: (value) => number.format(value),
    dateTime: (at) =>
      (year.format(at) === year.format(Date.now()) ? thisYear : otherYear).format(at),
    exact: (at) => exact.format(at),
    day: (value) => day.format(new Date(`${value}T00:00:00Z`)),
    ago(at, now) {
      const seconds = (at - now) / 1_000;
      const [unit, size] =
        SPANS.find(([, least]) => Math.abs(seconds) >= least) ?? (['second', 1] as const);
      return relative.format(Math.trunc(seconds / size), unit);
    },
  };
}

const SPANS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
