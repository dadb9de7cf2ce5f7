/** Amounts, times and percentages as the store writes them. */

import type { TillState } from '@second-chance/shared/contract/till/views.ts';
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
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useTill } from '../state/till-context.tsx';
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

/**
 * The store's way of writing. Every line of a ticket asks for it, so it is made once a place and
 * language, and a change of the till's state that does not concern it draws nothing anew.
 */
export function useFormat(): Format {
  const { state } = useTill();
  const { i18n } = useTranslation();
  const place = useSyncExternalStore(state.subscribe, () => placeOf(state.get()?.store ?? null));
  const key = `${place} ${i18n.language}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const [currency = '', locale = '', timeZone = ''] = place.split(' ');
  const made = createFormat({ currency, locale, timeZone, language: i18n.language });
  formats.set(key, made);
  return made;
}

const formats = new Map<string, Format>();

function placeOf(store: TillState['store']): string {
  if (store === null) return 'EUR en UTC';
  return `${store.currency} ${localeOrEnglish(store.locale)} ${store.timeZone}`;
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
