import { markdownOn } from '@second-chance/shared/catalogue/markdown.ts';
import { taxRateOn } from '@second-chance/shared/catalogue/tax-on.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { LineTax } from '@second-chance/shared/sale/sale-record.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import type { Catalogue } from '../documents/catalogue.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { LineFacts, Markdown, PricedItem } from './cart.ts';

/**
 * An item as it is rung up on a day: its tag price, that day's markdown and that day's tax.
 * Error: CATALOGUE_NOT_READY where its category or tax rate is not here yet.
 */
export function pricedItem(
  catalogue: Catalogue,
  item: ItemDocument,
  day: BusinessDay,
): Outcome<PricedItem> {
  const tax = lineTax(catalogue, item, day);
  if (tax === null) {
    return refuse('CATALOGUE_NOT_READY', 'the tax of this item is not here yet', {
      itemId: item.id,
    });
  }
  return ok({
    itemId: item.id,
    kind: item.kind,
    sku: item.sku,
    name: item.name,
    tagPrice: item.price,
    unitCost: item.unitCost,
    markdown: itemMarkdown(catalogue, item, day),
    tax,
  });
}

/** The markdown of an item on a day by its schedule; null where it has none. */
export function itemMarkdown(
  catalogue: Catalogue,
  item: ItemDocument,
  day: BusinessDay,
): Markdown | null {
  if (item.priceScheduleId === null) return null;
  const schedule = catalogue.priceSchedule(item.priceScheduleId);
  if (schedule === null) return null;
  const start = item.priceScheduleStart ?? item.listedOn;
  const markdown = markdownOn({ schedule, start, day });
  return markdown === null ? null : { priceScheduleId: schedule.id, ...markdown };
}

function lineTax(catalogue: Catalogue, item: ItemDocument, day: BusinessDay): LineTax | null {
  const taxRateId = item.taxRateId ?? catalogue.category(item.categoryId)?.taxRateId;
  const rate = taxRateId === undefined ? null : catalogue.taxRate(taxRateId);
  if (rate === null) return null;
  return {
    taxRateId: rate.id,
    name: rate.name,
    basisPoints: taxRateOn(rate, day),
    scheme: item.taxScheme,
  };
}

export function lineFacts(item: ItemDocument): LineFacts {
  return {
    size: item.size,
    colour: item.colour,
    condition: item.condition,
    defects: item.defects,
    picture: item.pictures[0] ?? null,
  };
}
