/** From rows to what pages show of things. Pure. */
import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';
import { type PriceStep, priceHistory } from '@second-chance/shared/catalogue/price-history.ts';
import type { PublicItemDocument } from '@second-chance/shared/documents/item.ts';
import { categoryAddress, itemAddress } from '@second-chance/shared/shop/address.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import type { CardView, ItemView } from '../../web/shop/views/item-views.ts';
import { localeOf } from './frame-view.ts';
import type { ShopRow } from './hit-repository.ts';
import type { ShopFrame, ShopStore } from './shop-frame.ts';

export interface Viewing {
  readonly frame: ShopFrame;
  readonly language: Language;
  readonly at: EpochMs;
}

/** Cards of things on sale, in their order; of a store that is closed none. */
export function cardViews(rows: readonly ShopRow[], viewing: Viewing): readonly CardView[] {
  return rows.flatMap((row) => {
    const store = viewing.frame.storeById.get(row.document.storeId);
    return store === undefined ? [] : [cardView(row, store, viewing)];
  });
}

interface KnownCard {
  readonly frame: ShopFrame;
  readonly day: BusinessDay;
  readonly card: CardView;
}
const knownCards = new WeakMap<ShopRow, Map<Language, KnownCard>>();

/** The card of a row, made once for a frame, a language and a day. */
function cardView(row: ShopRow, store: ShopStore, viewing: Viewing): CardView {
  const { frame, language, at } = viewing;
  const day = dayOf(store, at);
  const byLanguage = knownCards.get(row) ?? new Map<Language, KnownCard>();
  knownCards.set(row, byLanguage);
  const known = byLanguage.get(language);
  if (known?.frame === frame && known.day === day) return known.card;
  const steps = pricesOf(row, store, viewing);
  const made = card(row.document, { store, viewing, steps, sold: false });
  byLanguage.set(language, { frame, day, card: made });
  return made;
}

/** A card of a thing that is gone, at its first price. */
export function soldCardViews(
  documents: readonly PublicItemDocument[],
  viewing: Viewing,
): readonly CardView[] {
  return documents.flatMap((document) => {
    const store = viewing.frame.storeById.get(document.storeId);
    if (store === undefined) return [];
    const steps = [{ price: document.price, since: null }] as const;
    return [card(document, { store, viewing, steps, sold: true })];
  });
}

interface Shown {
  readonly store: ShopStore;
  readonly viewing: Viewing;
  readonly steps: readonly [PriceStep, ...PriceStep[]];
  readonly sold: boolean;
}

function card(
  document: PublicItemDocument,
  { store, viewing: { language }, steps, sold }: Shown,
): CardView {
  const now = steps.at(-1) ?? steps[0];
  const last = steps.at(-2);
  return {
    id: document.id,
    path: itemAddress(language, document),
    name: document.name,
    brand: document.brand,
    size: document.size,
    condition: document.condition,
    price: now.price,
    before:
      last !== undefined && now.since !== null && last.price > now.price
        ? { price: last.price, until: addDays(now.since, -1), since: now.since }
        : null,
    currency: store.currency,
    locale: localeOf(language, store.locale),
    storeName: store.name,
    picture: document.pictures[0] ?? null,
    sold,
  };
}

function pricesOf(row: ShopRow, store: ShopStore, { frame, at }: Viewing) {
  const schedule = row.scheduleId === null ? undefined : frame.ladders.get(row.scheduleId);
  return priceHistory({
    tagPrice: row.document.price,
    ladder: schedule === undefined ? null : { schedule, start: row.scheduleStart },
    day: dayOf(store, at),
  }).steps;
}

const days = new WeakMap<ShopStore, { readonly minute: number; readonly day: BusinessDay }>();

/** The business day, looked up on the clock once a minute. */
function dayOf(store: ShopStore, at: EpochMs): BusinessDay {
  const minute = Math.floor(at / 60_000);
  const known = days.get(store);
  if (known?.minute === minute) return known.day;
  const day = businessDayAt(at, store);
  days.set(store, { minute, day });
  return day;
}

/** A thing with all that its page shows. */
export function itemView(
  row: ShopRow,
  { sold, store, viewing, pictureWords }: Omit<Shown, 'steps'> & Pick<ItemView, 'pictureWords'>,
): ItemView {
  const { document } = row;
  const steps = sold
    ? ([{ price: document.price, since: null }] as const)
    : pricesOf(row, store, viewing);
  return {
    ...card(document, { store, viewing, steps, sold }),
    sku: document.sku,
    kind: document.kind,
    description: document.description,
    colour: document.colour,
    defects: document.defects,
    pictures: document.pictures,
    pictureWords,
    prices: steps,
    listedOn: document.listedOn,
    storeId: document.storeId,
    gtin: gtinOf(document),
    trail: trailOf(viewing, document.categoryId),
  };
}

/** The number that a maker gave the thing; a code of the shop's own range is none. */
function gtinOf({ barcodes }: PublicItemDocument): string | null {
  for (const barcode of barcodes) {
    const parsed = parseBarcode(barcode);
    if (parsed.ok && parsed.value.kind === 'gtin' && !/^(?:2|02|04)/.test(parsed.value.code)) {
      return parsed.value.code;
    }
  }
  return null;
}

/** The way from the top to a category. */
export function trailOf(
  { frame, language }: Pick<Viewing, 'frame' | 'language'>,
  categoryId: PublicItemDocument['categoryId'],
): ItemView['trail'] {
  const trail: { readonly name: string; readonly path: string }[] = [];
  for (let at = frame.categoryById.get(categoryId); at !== undefined; ) {
    trail.unshift({ name: at.name, path: categoryAddress(language, at) });
    at = at.parent === null ? undefined : frame.categoryById.get(at.parent);
  }
  return trail;
}
