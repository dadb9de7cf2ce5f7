/** The settings of a store as they are typed, and back. */
import type { storeViewSchema } from '@second-chance/shared/contract/rest/stores.ts';
import { currencyOf } from '@second-chance/shared/money/currency.ts';
import { formatPlainAmount, parseAmount } from '@second-chance/shared/money/format-amount.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { isLocale } from '@second-chance/shared/text/locale.ts';
import { isTimeZone } from '@second-chance/shared/time/time-zone.ts';
import type { z } from 'zod';
import { parsePercent, percentText } from '../text/parse-percent.ts';

export type StoreView = z.infer<typeof storeViewSchema>;

export interface StoreDraft {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly receiptFooter: string;
  readonly currency: string;
  readonly locale: string;
  readonly timeZone: string;
  /** `06:00`. */
  readonly dayStartsAt: string;
  readonly pricesIncludeTax: boolean;
  readonly taxRounding: 'per_line' | 'per_rate';
  readonly cashIncrement: string;
  readonly employeeDiscountLimit: string;
  readonly returnDays: string;
  readonly cashNotes: string;
  readonly offlineCreditLimit: string;
  readonly autoLockMinutes: string;
  /** `24 price, 29 weight`. */
  readonly embeddedCodes: string;
}

export type StoreFields = Omit<StoreView, 'id' | 'organizationId' | 'revision' | 'closedAt'>;
export type DraftFault =
  | 'required'
  | 'code'
  | 'unknown'
  | 'figure'
  | 'notes'
  | 'lines'
  | 'embedded';

export function draftOf(store: StoreView | null, locale: string): StoreDraft {
  const { currency = 'EUR' } = store ?? {};
  const amount = (value: number) => formatPlainAmount(minorUnits(value), { currency, locale });
  const minutes = store?.dayStartsAt ?? 240;
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return {
    code: store?.code ?? '',
    name: store?.name ?? '',
    address: (store?.addressLines ?? []).join('\n'),
    receiptFooter: store?.receiptFooter ?? '',
    currency,
    locale: store?.locale ?? locale,
    timeZone: store?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    dayStartsAt: clock.join(':'),
    pricesIncludeTax: store?.pricesIncludeTax ?? true,
    taxRounding: store?.taxRounding ?? 'per_line',
    cashIncrement: amount(store?.cashIncrement ?? 1),
    employeeDiscountLimit: percentText(store?.employeeDiscountLimit ?? 1_000, locale),
    returnDays: String(store?.returnDays ?? 100),
    offlineCreditLimit: amount(store?.offlineCreditLimit ?? 0),
    autoLockMinutes: String(store?.autoLockMinutes ?? 0),
    embeddedCodes: (store?.embeddedCodes ?? [])
      .map(({ prefix, carries }) => `${prefix} ${carries}`)
      .join(', '),
    cashNotes: (store?.cashNotes ?? [500, 1_000, 2_000, 5_000]).map(amount).join('  '),
  };
}

/** The settings of a draft, or what is wrong with its fields. */
export function readDraft(
  draft: StoreDraft,
  locale: string,
):
  | { readonly ok: true; readonly fields: StoreFields }
  | { readonly ok: false; readonly faults: ReadonlyMap<keyof StoreDraft, DraftFault> } {
  const faults = new Map<keyof StoreDraft, DraftFault>();
  const { currency } = draft;
  const amount = (text: string) => {
    const parsed = parseAmount(text, { currency, locale });
    return parsed.ok ? parsed.value : null;
  };
  const lines = draft.address.split(/\r\n|\r|\n/).filter((line, place, all) => {
    // A last line that is empty is the typist's Enter, and no line of the receipt.
    return line !== '' || place < all.length - 1;
  });
  const increment = amount(draft.cashIncrement);
  const limit = parsePercent(draft.employeeDiscountLimit);
  const days = /^\d{1,4}$/.test(draft.returnDays.trim()) ? Number(draft.returnDays) : null;
  const notes = draft.cashNotes
    .split(/[\s;]+/)
    .filter((text) => text !== '')
    .map(amount);
  const credit = amount(draft.offlineCreditLimit);
  const lock = /^\d{1,3}$/.test(draft.autoLockMinutes.trim())
    ? Number(draft.autoLockMinutes)
    : null;
  const embedded = readEmbedded(draft.embeddedCodes);
  const [hours = Number.NaN, minutes = Number.NaN] = draft.dayStartsAt.split(':').map(Number);
  const start = hours * 60 + minutes;

  if (draft.name === '') faults.set('name', 'required');
  if (!/^[A-Z0-9]{1,8}$/.test(draft.code)) faults.set('code', 'code');
  if (lines.length > 6 || lines.some((line) => [...line].length > 120))
    faults.set('address', 'lines');
  if (currencyOf(currency) === null) faults.set('currency', 'unknown');
  if (!isLocale(draft.locale)) faults.set('locale', 'unknown');
  if (!isTimeZone(draft.timeZone)) faults.set('timeZone', 'unknown');
  if (!Number.isInteger(start) || start < 0 || start > 1_439) faults.set('dayStartsAt', 'figure');
  if (increment === null || increment < 1 || increment > 1_000_000) {
    faults.set('cashIncrement', 'figure');
  }
  if (limit === null) faults.set('employeeDiscountLimit', 'figure');
  if (days === null || days > 3_650) faults.set('returnDays', 'figure');
  if (credit === null || credit < 0) faults.set('offlineCreditLimit', 'figure');
  if (lock === null || lock > 600) faults.set('autoLockMinutes', 'figure');
  if (embedded === null) faults.set('embeddedCodes', 'embedded');
  const ascending = notes.every(
    (note, place) => note !== null && note > 0 && note > (notes[place - 1] ?? 0),
  );
  if (!ascending || notes.length > 12) faults.set('cashNotes', 'notes');
  if (faults.size > 0 || increment === null || limit === null || days === null) {
    return { ok: false, faults };
  }
  if (credit === null || lock === null || embedded === null) return { ok: false, faults };
  return {
    ok: true,
    fields: {
      code: draft.code,
      name: draft.name,
      addressLines: lines,
      receiptFooter: draft.receiptFooter,
      currency: currency as StoreFields['currency'],
      locale: draft.locale,
      timeZone: draft.timeZone,
      dayStartsAt: start,
      pricesIncludeTax: draft.pricesIncludeTax,
      taxRounding: draft.taxRounding,
      cashIncrement: increment,
      employeeDiscountLimit: limit,
      returnDays: days,
      cashNotes: notes.filter((note) => note !== null),
      offlineCreditLimit: credit,
      autoLockMinutes: lock,
      embeddedCodes: embedded,
    },
  };
}

/** `24 price, 29 weight` as a till reads them; null for anything else. */
function readEmbedded(text: string): NonNullable<StoreFields['embeddedCodes']> | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const read = parts.map((part) => /^(2[0-9])\s+(price|weight)$/i.exec(part));
  if (read.length > 10 || read.includes(null)) return null;
  return read.map((found) => ({
    prefix: found?.[1] ?? '',
    carries: found?.[2]?.toLowerCase() === 'weight' ? 'weight' : 'price',
  }));
}
