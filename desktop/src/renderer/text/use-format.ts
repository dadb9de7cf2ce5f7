/** Amounts, times and percentages as the store writes them. */
import {
  formatAmount,
  formatPercent,
  localeOrEnglish,
  parseAmount,
} from '@second-chance/shared/money/format-amount.ts';
import {
  type BasisPoints,
  type MinorUnits,
  minorUnits,
} from '@second-chance/shared/money/minor-units.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTillState } from '../state/till-context.tsx';
import { parsePercent } from './parse-percent.ts';

export interface Format {
  readonly currency: string;
  readonly locale: string;
  amount(amount: MinorUnits): string;
  /** Null for what is no amount of the store's currency. */
  parse(text: string): MinorUnits | null;
  percent(basisPoints: number): string;
  parsePercent(text: string): BasisPoints | null;
  /** Hours and minutes. */
  clock(at: number): string;
  /** Hours and minutes, with the day unless it is today. */
  time(at: EpochMs): string;
  dateTime(at: EpochMs): string;
  day(day: BusinessDay): string;
  /** How an amount is typed here, for hints. */
  readonly example: string;
}

export function useFormat(): Format {
  const { store } = useTillState();
  const { i18n } = useTranslation();
  const currency = store?.currency ?? 'EUR';
  const locale = localeOrEnglish(store?.locale ?? 'en');
  const timeZone = store?.timeZone ?? 'UTC';
  const language = i18n.language;
  return useMemo(
    () => createFormat({ currency, locale, timeZone, language }),
    [currency, locale, timeZone, language],
  );
}

interface Place {
  readonly currency: string;
  readonly locale: string;
  readonly timeZone: string;
  /** Of the words: names of months follow it, figures follow the locale. */
  readonly language: string;
}

function createFormat({ currency, locale, timeZone, language }: Place): Format {
  const words = locale.toLowerCase().startsWith(language) ? locale : language;
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
  const day = new Intl.DateTimeFormat(words, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const dayHere = new Intl.DateTimeFormat(words, { day: 'numeric', month: 'short', timeZone });
  const full = new Intl.DateTimeFormat(words, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  return {
    currency,
    locale,
    amount: (amount) => formatAmount(amount, { currency, locale }),
    parse(text) {
      const parsed = parseAmount(text, { currency, locale });
      return parsed.ok ? parsed.value : null;
    },
    percent: (basisPoints) => formatPercent(basisPoints, { locale }),
    parsePercent,
    clock: (at) => clock.format(at),
    time(at) {
      const today = dayHere.format(Date.now()) === dayHere.format(at);
      return today ? clock.format(at) : `${dayHere.format(at)}, ${clock.format(at)}`;
    },
    dateTime: (at) => full.format(at),
    day: (value) => day.format(new Date(`${value}T00:00:00Z`)),
    example: formatAmount(minorUnits(1_250), { currency, locale }),
  };
}
