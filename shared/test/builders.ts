/** Valid things for tests: each builder takes what the test is about and fills in the rest. */
import type { CustomerDocument } from '../src/documents/customer.ts';
import type { ItemDocument } from '../src/documents/item.ts';
import type {
  CategoryDocument,
  PriceScheduleDocument,
  StaffDocument,
  StoreSettingsDocument,
  TaxRateDocument,
} from '../src/documents/reference-data.ts';
import type { Id } from '../src/ids.ts';
import type { CurrencyCode } from '../src/money/currency-code.ts';
import { basisPoints, type MinorUnits, minorUnits } from '../src/money/minor-units.ts';
import type { LineInput, SaleLineInput } from '../src/sale/line-input.ts';
import { settle, type TenderInput } from '../src/sale/pay-sale.ts';
import { priceSale } from '../src/sale/price-sale.ts';
import { kindOfLines } from '../src/sale/recompute-sale.ts';
import type { LineTax, SaleRecord } from '../src/sale/sale-record.ts';
import type { BusinessDay, EpochMs } from '../src/time/time.ts';

/** An id that is the same in every run: version 7 in form, numbered within its kind of thing. */
export function anId<Kind extends string>(number: number): Id<Kind> {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as Id<Kind>;
}

export const ORGANIZATION_ID = anId<'Organization'>(0xa1);
export const STORE_ID = anId<'Store'>(0xa2);
export const REGISTER_ID = anId<'Register'>(0xa3);
export const STAFF_ID = anId<'Staff'>(0xa4);
export const SHIFT_ID = anId<'Shift'>(0xa5);
export const CATEGORY_ID = anId<'Category'>(0xa6);
export const TAX_RATE_ID = anId<'TaxRate'>(0xa7);
export const PRICE_SCHEDULE_ID = anId<'PriceSchedule'>(0xa8);

/** 2026-03-14, 15:09:26 UTC. */
export const AT = Date.UTC(2026, 2, 14, 15, 9, 26) as EpochMs;
export const DAY = '2026-03-14' as BusinessDay;
export const EUR = 'EUR' as CurrencyCode;

/** A store in Berlin: euro, prices with tax, no cash rounding. */
export function aSettings(with_: Partial<StoreSettingsDocument> = {}): StoreSettingsDocument {
  return {
    id: STORE_ID,
    organizationId: ORGANIZATION_ID,
    code: 'MAIN',
    name: 'Second Chance Kreuzberg',
    addressLines: ['Oranienstraße 1', '10999 Berlin', 'USt-IdNr. DE123456789'],
    receiptFooter: 'Thank you for giving things a second chance.',
    currency: EUR,
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    dayStartsAt: 240,
    pricesIncludeTax: true,
    taxRounding: 'per_line',
    cashIncrement: 1,
    employeeDiscountLimit: basisPoints(1_000),
    returnDays: 100,
    cashNotes: [500, 1_000, 2_000, 5_000, 10_000].map(minorUnits),
    ...with_,
  };
}

/** A unique second-hand item at 25.00. */
export function anItem(with_: Partial<ItemDocument> = {}): ItemDocument {
  return {
    id: anId<'Item'>(1),
    storeId: STORE_ID,
    sku: 'SC-0001',
    name: 'Denim jacket',
    description: '',
    kind: 'unique',
    barcodes: ['SC-0001'],
    categoryId: CATEGORY_ID,
    brand: 'Levi’s',
    size: 'M',
    colour: 'blue',
    condition: 'good',
    defects: '',
    price: minorUnits(2_500),
    taxRateId: null,
    taxScheme: 'standard',
    unitCost: null,
    priceScheduleId: null,
    priceScheduleStart: null,
    listedOn: '2026-01-02' as BusinessDay,
    pictures: [],
    withdrawn: false,
    ...with_,
  };
}

export function aCategory(with_: Partial<CategoryDocument> = {}): CategoryDocument {
  return {
    id: CATEGORY_ID,
    storeId: STORE_ID,
    name: 'Jackets',
    parentId: null,
    taxRateId: TAX_RATE_ID,
    position: 0,
    ...with_,
  };
}

/** German VAT: 19 % since 2007. */
export function aTaxRate(with_: Partial<TaxRateDocument> = {}): TaxRateDocument {
  return {
    id: TAX_RATE_ID,
    storeId: STORE_ID,
    name: 'VAT',
    rates: [{ validFrom: '2007-01-01' as BusinessDay, basisPoints: basisPoints(1_900) }],
    ...with_,
  };
}

/** 25 % off after 30 days, 50 % after 60. */
export function aPriceSchedule(with_: Partial<PriceScheduleDocument> = {}): PriceScheduleDocument {
  return {
    id: PRICE_SCHEDULE_ID,
    storeId: STORE_ID,
    name: 'Standard',
    phases: [
      { afterDays: 30, basisPoints: basisPoints(2_500) },
      { afterDays: 60, basisPoints: basisPoints(5_000) },
    ],
    ...with_,
  };
}

export function aStaff(with_: Partial<StaffDocument> = {}): StaffDocument {
  return {
    id: STAFF_ID,
    storeId: STORE_ID,
    displayName: 'Ada',
    role: 'store_employee',
    pinHash: null,
    active: true,
    ...with_,
  };
}

export function aCustomer(with_: Partial<CustomerDocument> = {}): CustomerDocument {
  return {
    id: anId(0xc05),
    storeId: STORE_ID,
    name: 'Erika Mustermann',
    email: 'erika@example.com',
    phone: '',
    addressLines: [],
    note: '',
    locale: null,
    receiptChoice: null,
    taxExemption: null,
    ...with_,
  };
}

export function aLineTax(with_: Partial<LineTax> = {}): LineTax {
  return {
    taxRateId: TAX_RATE_ID,
    name: 'VAT',
    basisPoints: basisPoints(1_900),
    scheme: 'standard',
    ...with_,
  };
}

/** One piece at its tag price of 25.00, 19 % tax. */
export function aLineInput(with_: Partial<SaleLineInput> = {}): SaleLineInput {
  return {
    lineNumber: 1,
    itemId: anId<'Item'>(with_.lineNumber ?? 1),
    sku: 'SC-0001',
    name: 'Denim jacket',
    quantity: 1,
    tracksStock: true,
    tagPrice: minorUnits(2_500),
    markdown: null,
    override: null,
    discount: null,
    promotion: null,
    tax: aLineTax(),
    unitCost: null,
    note: '',
    ...with_,
  };
}

export interface SaleSetUp {
  readonly lines?: readonly LineInput[];
  readonly cartDiscount?: SaleRecord['cartDiscount'];
  readonly settings?: Partial<StoreSettingsDocument>;
  /** Without it the sale is paid in cash, exactly. */
  readonly tenders?: readonly TenderInput[];
  readonly with?: Partial<SaleRecord>;
}

/** A paid record whose numbers all follow from its lines. `with` overrides fields at the end. */
export function aSaleRecord(setUp: SaleSetUp = {}): SaleRecord {
  const { currency, pricesIncludeTax, taxRounding, cashIncrement } = aSettings(setUp.settings);
  const lines = setUp.lines ?? [aLineInput()];
  const cartDiscount = setUp.cartDiscount ?? null;
  const settings = { currency, pricesIncludeTax, taxRounding };
  const priced = priceSale({ settings, lines, cartDiscount });
  const tenders = setUp.tenders ?? [cashFor(priced.gross, cashIncrement)];
  const settled = settle({ gross: priced.gross, cashIncrement, tenders });
  if (!settled.ok) throw new Error(`the sale is not paid: ${settled.error.code}`);
  return {
    saleId: anId<'Sale'>(1),
    receiptNumber: 'A1-1-000001',
    kind: kindOfLines(priced.lines),
    shiftId: SHIFT_ID,
    ...settings,
    customerId: null,
    voids: null,
    reason: '',
    cartDiscount,
    ...priced,
    cashRounding: settled.value.cashRounding,
    tenders: settled.value.tenders,
    ...setUp.with,
  };
}

/** Cash that is enough for a sale, or nothing tendered where money goes back. */
export function cashFor(gross: MinorUnits, cashIncrement = 1): TenderInput {
  const enough = gross <= 0 ? 0 : Math.ceil(gross / cashIncrement) * cashIncrement;
  return { kind: 'cash', tenderId: anId<'Tender'>(1), tendered: minorUnits(enough) };
}
