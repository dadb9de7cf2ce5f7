/** What stands on a price label, in words and figures, before it has a size. */
import { z } from 'zod';
import { gtinCheckDigit, parseBarcode } from '../catalogue/barcode.ts';
import { markdownOn, priceAfterMarkdown } from '../catalogue/markdown.ts';
import type { ItemDocument } from '../documents/item.ts';
import type { PriceScheduleDocument } from '../documents/reference-data.ts';
import { formatAmount, localeOrEnglish } from '../money/format-amount.ts';
import type { MinorUnits } from '../money/minor-units.ts';
import { say } from '../printing/say.ts';
import type { Language } from '../text/messages.ts';
import { addDays, dayNumber } from '../time/calendar.ts';
import type { BusinessDay } from '../time/time.ts';

export const CODE_KINDS = ['ean13', 'ean8', 'upca', 'code128'] as const;

export const labelSchema = z.strictObject({
  name: z.string(),
  /** Brand, size and colour, as far as they are known. */
  details: z.string(),
  condition: z.string(),
  price: z.string(),
  /** The tag price where a markdown holds already, else empty. */
  was: z.string(),
  /** What it will cost, each with its first day, in order. */
  ladder: z.array(z.string()),
  /** Null where the thing has no code that can be drawn. */
  code: z.strictObject({ kind: z.enum(CODE_KINDS), text: z.string() }).nullable(),
});
export type Label = z.infer<typeof labelSchema>;

export interface LabelFacts {
  readonly item: ItemDocument;
  /** The markdown ladder that the item is on; null where it has none. */
  readonly schedule: Pick<PriceScheduleDocument, 'phases'> | null;
  readonly day: BusinessDay;
  readonly store: { readonly currency: string; readonly locale: string };
  readonly language: Language;
}

/** The label of a thing as it is priced on a day. */
export function labelOf({ item, schedule, day, store, language }: LabelFacts): Label {
  const start = item.priceScheduleStart ?? item.listedOn;
  const amount = (value: MinorUnits) => formatAmount(value, store);
  const today = schedule === null ? null : markdownOn({ schedule, start, day });
  const price = today === null ? item.price : priceAfterMarkdown(item.price, today.basisPoints);
  const spoken = store.locale.toLowerCase().startsWith(language)
    ? localeOrEnglish(store.locale)
    : language;
  const date = new Intl.DateTimeFormat(spoken, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const steps = schedule === null ? [] : futurePrices({ item, schedule, start, day });
  return {
    name: item.name,
    details: [item.brand, item.size, item.colour].filter((fact) => fact !== '').join(' · '),
    condition: say(language, `condition.${item.condition}`),
    price: amount(price),
    was: price === item.price ? '' : say(language, 'labels.was', { price: amount(item.price) }),
    ladder: steps.map(({ since, price: next }) =>
      say(language, 'labels.from', {
        day: date.format(dayNumber(since) * 86_400_000),
        price: amount(next),
      }),
    ),
    code: codeOf(item),
  };
}

interface Clock {
  readonly item: Pick<ItemDocument, 'price'>;
  readonly schedule: Pick<PriceScheduleDocument, 'phases'>;
  readonly start: BusinessDay;
  readonly day: BusinessDay;
}

interface FuturePrice {
  readonly since: BusinessDay;
  readonly price: MinorUnits;
}

/** Every price that a thing will have after a day, from its first day on; neighbours differ. */
export function futurePrices({ item, schedule, start, day }: Clock): readonly FuturePrice[] {
  const priceOn = (on: BusinessDay) => {
    const markdown = markdownOn({ schedule, start, day: on });
    return markdown === null ? item.price : priceAfterMarkdown(item.price, markdown.basisPoints);
  };
  const days = schedule.phases
    .map(({ afterDays }) => addDays(start, afterDays))
    .filter((date) => date > day);
  const prices: FuturePrice[] = [];
  let before = priceOn(day);
  for (const since of [...new Set(days)].sort()) {
    const price = priceOn(since);
    if (price !== before) prices.push({ since, price });
    before = price;
  }
  return prices;
}

/** The item's first code, else its SKU: as a product number where it is one, else in Code 128. */
export function codeOf({ barcodes, sku }: Pick<ItemDocument, 'barcodes' | 'sku'>): Label['code'] {
  const text = barcodes[0] ?? sku;
  const parsed = parseBarcode(text);
  if (!parsed.ok) {
    // A number with a wrong check digit is scanned as it is, so it is printed as it is.
    return /^[\x20-\x7e]{1,48}$/.test(text) ? { kind: 'code128', text } : null;
  }
  if (parsed.value.kind === 'gtin' && hasCheckDigit(text)) {
    const kind = { 8: 'ean8', 12: 'upca', 13: 'ean13' }[text.length] as
      | 'ean8'
      | 'upca'
      | 'ean13'
      | undefined;
    if (kind !== undefined) return { kind, text };
  }
  return { kind: 'code128', text: parsed.value.kind === 'gtin' ? text : parsed.value.code };
}

function hasCheckDigit(text: string): boolean {
  return gtinCheckDigit(text.slice(0, -1)) === Number(text.slice(-1));
}
