/** Sets up the shop that a replay rings: store, tax, person, registers, and its items by day. */
import { randomInt, randomUUIDv7 } from 'node:crypto';
import type { NewItem } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { CategoryId, Id, ItemId, StoreId, TaxRateId } from '@second-chance/shared/ids.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import type { RestClient } from '../../build/lib/rest-client.ts';
import type { Shop } from './messages.ts';
import type { ReplayItem } from './online-retail.ts';

export const TIME_ZONE = 'Europe/London';

export function newId<Kind extends string>(): Id<Kind> {
  return randomUUIDv7() as Id<Kind>;
}

export interface SetUp extends Shop {
  readonly categoryId: CategoryId;
}

/** The gift shop of the files: sterling, prices with VAT, which rose on 4 January 2011. */
export async function setUpShop({
  platform,
  store,
  storeId,
  registerCount,
}: {
  readonly platform: RestClient;
  /** Signed in as the store's admin. */
  readonly store: () => Promise<RestClient>;
  readonly storeId: StoreId;
  readonly registerCount: number;
}): Promise<SetUp> {
  await platform.send('POST', '/stores', {
    id: storeId,
    code: 'R',
    name: 'Replay',
    addressLines: [],
    receiptFooter: '',
    currency: 'GBP',
    locale: 'en-GB',
    timeZone: TIME_ZONE,
    dayStartsAt: 0,
    pricesIncludeTax: true,
    taxRounding: 'per_line',
    cashIncrement: 1,
    employeeDiscountLimit: 1_000,
    returnDays: 100,
    cashNotes: [500, 1_000, 2_000, 5_000],
  });
  const taxRateId = newId<'TaxRate'>();
  await platform.send('PUT', `/tax-rates/${taxRateId}`, {
    id: taxRateId,
    storeId,
    name: 'VAT',
    rates: [
      { validFrom: '2010-01-01', basisPoints: 1_750 },
      { validFrom: '2011-01-04', basisPoints: 2_000 },
    ],
  });
  const registers = [];
  for (let number = 1; number <= registerCount; number++) {
    const id = newId<'Register'>();
    await platform.send('POST', '/registers', {
      id,
      storeId,
      code: `R${number}`,
      name: `R${number}`,
    });
    const { code } = await platform.send<{ code: string }>(
      'POST',
      `/registers/${id}/enrolment-codes`,
      { id },
    );
    registers.push({ id, enrolmentCode: code });
  }
  const admin = await store();
  const categoryId = newId<'Category'>();
  await admin.send('POST', '/categories', {
    id: categoryId,
    storeId,
    name: 'Gifts',
    taxRateId: taxRateId satisfies TaxRateId,
  });
  const staffId = newId<'Staff'>();
  const pin = String(randomInt(1_000_000, 9_999_999));
  await platform.send('POST', '/staff', {
    id: staffId,
    storeId,
    displayName: 'Replay',
    role: 'store_admin',
    pin,
  });
  return { storeId, registers, staffId, pin, categoryId };
}

/** An item of the file as the API takes it; its code is its SKU. */
export function newItemOf(
  item: ReplayItem,
  { storeId, categoryId }: SetUp,
  day: string,
): NewItem & { readonly id: ItemId } {
  return {
    id: newId<'Item'>(),
    storeId,
    sku: item.code,
    name: item.name,
    description: '',
    kind: item.kind,
    barcodes: [],
    categoryId,
    brand: '',
    size: '',
    colour: '',
    condition: 'new',
    defects: '',
    price: item.tagPrice,
    taxRateId: null,
    taxScheme: 'standard',
    unitCost: null,
    priceScheduleId: null,
    priceScheduleStart: null,
    listedOn: day as BusinessDay,
    pictures: [],
    withdrawn: false,
    openingQuantity: item.openingQuantity,
  };
}
