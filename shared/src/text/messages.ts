/**
 * All words of the product by language, joined from one file an area. Keys are flat; a key that one
 * language lacks does not compile. Plurals end in `_one` and `_other`, values stand in `{{name}}`.
 */
import { card as cardDe } from './de/card.ts';
import { counter as counterDe } from './de/counter.ts';
import { desktop as desktopDe } from './de/desktop.ts';
import { devices as devicesDe } from './de/devices.ts';
import { errors as errorsDe } from './de/errors.ts';
import { sell as sellDe } from './de/sell.ts';
import { stock as stockDe } from './de/stock.ts';
import { sync as syncDe } from './de/sync.ts';
import { ticket as ticketDe } from './de/ticket.ts';
import { till as tillDe } from './de/till.ts';
import { card as cardEn } from './en/card.ts';
import { counter as counterEn } from './en/counter.ts';
import { desktop as desktopEn } from './en/desktop.ts';
import { devices as devicesEn } from './en/devices.ts';
import { errors as errorsEn } from './en/errors.ts';
import { sell as sellEn } from './en/sell.ts';
import { stock as stockEn } from './en/stock.ts';
import { sync as syncEn } from './en/sync.ts';
import { ticket as ticketEn } from './en/ticket.ts';
import { till as tillEn } from './en/till.ts';
import type { Words } from './words.ts';

const en = {
  ...tillEn,
  ...sellEn,
  ...syncEn,
  ...cardEn,
  ...counterEn,
  ...desktopEn,
  ...devicesEn,
  ...ticketEn,
  ...stockEn,
  ...errorsEn,
} as const;
const de = {
  ...stockDe,
  ...tillDe,
  ...sellDe,
  ...syncDe,
  ...cardDe,
  ...counterDe,
  ...desktopDe,
  ...devicesDe,
  ...ticketDe,
  ...errorsDe,
} as const satisfies Words<typeof en>;

export const MESSAGES = { en, de } as const;

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Messages = typeof en;
export type MessageKey = keyof Messages;

/** The language of a locale (BCP 47), or English where there is no catalogue for it. */
export function languageOf(locale: string): Language {
  const language = locale.toLowerCase().split('-')[0];
  return LANGUAGES.find((known) => known === language) ?? 'en';
}
