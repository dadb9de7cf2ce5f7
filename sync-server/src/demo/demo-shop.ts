/**
 * The demo shop as plain data: what anyone sees who starts Second Chance for the first time. Every
 * start makes the same shop; only the days on which things were listed count back from today, so
 * that markdowns are under way.
 */
import { gtinCheckDigit } from '@second-chance/shared/catalogue/barcode.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import {
  type CategoryDocument,
  type PriceScheduleDocument,
  type StoreSettingsDocument,
  storeSettingsDocumentSchema,
  type TaxRateDocument,
} from '@second-chance/shared/documents/reference-data.ts';
import type {
  AccountId,
  CategoryId,
  Id,
  ItemId,
  OrganizationId,
  PriceScheduleId,
  RegisterId,
  StaffId,
  StoreId,
  TaxRateId,
} from '@second-chance/shared/ids.ts';
import { basisPoints, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { Role, StaffRole } from '@second-chance/shared/people/roles.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { CLOTHES } from './items/clothes.ts';
import type { DemoCategory, DemoItem } from './items/demo-item.ts';
import { HOME } from './items/home.ts';
import { LEISURE } from './items/leisure.ts';
import { drawPicture } from './pictures/draw-picture.ts';
import { demoId, seededRandom } from './random.ts';

export interface DemoShop {
  readonly organization: {
    readonly id: OrganizationId;
    readonly slug: string;
    readonly name: string;
  };
  readonly settings: StoreSettingsDocument;
  readonly taxRates: readonly TaxRateDocument[];
  readonly priceSchedules: readonly PriceScheduleDocument[];
  readonly categories: readonly CategoryDocument[];
  readonly items: readonly StockedItem[];
  readonly staff: readonly DemoPerson[];
  readonly registers: readonly {
    readonly id: RegisterId;
    readonly code: string;
    readonly name: string;
  }[];
  readonly accounts: readonly DemoAccount[];
  /** SVG texts by file name. */
  readonly pictures: ReadonlyMap<string, string>;
}

export interface StockedItem {
  readonly document: ItemDocument;
  readonly openingQuantity: number;
}

export interface DemoPerson {
  readonly id: StaffId;
  readonly displayName: string;
  readonly role: StaffRole;
  readonly pin: string;
}

export interface DemoAccount {
  readonly id: AccountId;
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly role: Role;
  readonly storeId: StoreId | null;
}

export const DEMO_ORGANIZATION = demoId('Organization', 'second-chance') as OrganizationId;
export const DEMO_STORE = demoId('Store', 'main-street') as StoreId;
export const DEMO_PASSWORD = 'second-chance-demo';

/** The people who sign in at the demo shop's tills. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person('Mia', 'store_employee', '1111'),
  person('Jonas', 'store_employee', '2222'),
  person('Ada', 'store_admin', '9999'),
];

/** The accounts of the demo shop's admin web and API. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account('ada@second-chance.example', 'Ada', 'store_admin', DEMO_STORE),
  account('platform@second-chance.example', 'Platform', 'platform_admin', null),
];

export const DEMO_REGISTERS = [
  { id: demoId('Register', 'A1') as RegisterId, code: 'A1', name: 'Front counter' },
  { id: demoId('Register', 'A2') as RegisterId, code: 'A2', name: 'Back counter' },
] as const;

/** The whole shop, as if it had been listed over the half year before `today`. */
export function demoShop(today: BusinessDay): DemoShop {
  const random = seededRandom(20_240_229);
  const items: StockedItem[] = [];
  const pictures = new Map<string, string>();
  for (const category of CATEGORIES) {
    category.items.forEach((item, index) => {
      const sku = `${category.prefix}-${String(index + 1).padStart(2, '0')}`;
      const picture = `${sku.toLowerCase()}.svg`;
      const listedOn = addDays(today, -random(80));
      items.push(stocked({ category, item, sku, picture, listedOn, number: items.length + 1 }));
      pictures.set(picture, pictureOf(item, items.length));
    });
  }
  return {
    organization: { id: DEMO_ORGANIZATION, slug: 'second-chance', name: 'Second Chance' },
    settings: DEMO_SETTINGS,
    taxRates: Object.values(TAX_RATES),
    priceSchedules: Object.values(SCHEDULES),
    categories: CATEGORIES.map(categoryDocument),
    items,
    staff: DEMO_PEOPLE,
    registers: DEMO_REGISTERS,
    accounts: DEMO_ACCOUNTS,
    pictures,
  };
}

const CATEGORIES: readonly DemoCategory[] = [...CLOTHES, ...LEISURE, ...HOME];

interface Place {
  readonly category: DemoCategory;
  readonly item: DemoItem;
  readonly sku: string;
  readonly picture: string;
  readonly listedOn: BusinessDay;
  /** From 1, over the whole shop. */
  readonly number: number;
}

function stocked({ category, item, sku, picture, listedOn, number }: Place): StockedItem {
  const [name, brand, size, colour, condition, price, , more = {}] = item;
  const kind = more.kind ?? 'unique';
  const hasLadder = category.schedule !== null && kind === 'unique' && condition !== 'new';
  const barcodes = kind === 'service' ? [] : [shopBarcode(number)];
  const document: ItemDocument = {
    id: demoId('Item', sku) as ItemId,
    storeId: DEMO_STORE,
    sku,
    name,
    description: '',
    kind,
    barcodes: more.oldCode === undefined ? barcodes : [...barcodes, more.oldCode],
    categoryId: categoryId(category),
    brand,
    size,
    colour: kind === 'service' ? '' : colour,
    condition,
    defects: more.defects ?? '',
    price: minorUnits(price),
    taxRateId: null,
    taxScheme: more.boughtFor === undefined ? 'standard' : 'margin',
    unitCost: more.boughtFor === undefined ? null : minorUnits(more.boughtFor),
    priceScheduleId: hasLadder ? SCHEDULES[category.schedule].id : null,
    priceScheduleStart: null,
    listedOn,
    pictures: [picture],
    withdrawn: false,
  };
  return { document, openingQuantity: openingQuantity(kind, more.quantity ?? 1) };
}

function openingQuantity(kind: ItemDocument['kind'], quantity: number): number {
  return kind === 'service' ? 0 : quantity;
}

function pictureOf([, , , colour, , , motif, more = {}]: DemoItem, index: number): string {
  return drawPicture({
    motif,
    colour,
    index,
    ...(more.accent && { accent: more.accent }),
    ...(more.pattern && { pattern: more.pattern }),
  });
}

/** An EAN-13 from the range that GS1 leaves to shops for their own labels (it begins with 2). */
function shopBarcode(number: number): string {
  const digits = `2000${String(number).padStart(8, '0')}`;
  return `${digits}${gtinCheckDigit(digits)}`;
}

function categoryId({ prefix }: DemoCategory): CategoryId {
  return demoId('Category', prefix) as CategoryId;
}

function categoryDocument(category: DemoCategory, position: number): CategoryDocument {
  return {
    id: categoryId(category),
    storeId: DEMO_STORE,
    name: category.name,
    parentId: null,
    taxRateId: TAX_RATES[category.taxRate].id,
    position,
  };
}

function person(displayName: string, role: StaffRole, pin: string): DemoPerson {
  return { id: demoId('Staff', displayName) as StaffId, displayName, role, pin };
}

function account(
  email: string,
  displayName: string,
  role: Role,
  storeId: StoreId | null,
): DemoAccount {
  const id: Id<'Account'> = demoId('Account', email);
  return { id, email, password: DEMO_PASSWORD, displayName, role, storeId };
}

function taxRate(name: string, percentTimes100: number): TaxRateDocument {
  return {
    id: demoId('TaxRate', name) as TaxRateId,
    storeId: DEMO_STORE,
    name,
    rates: [{ validFrom: '2024-01-01' as BusinessDay, basisPoints: basisPoints(percentTimes100) }],
  };
}

function schedule(name: string, phases: readonly (readonly [days: number, percent: number])[]) {
  const document: PriceScheduleDocument = {
    id: demoId('PriceSchedule', name) as PriceScheduleId,
    storeId: DEMO_STORE,
    name,
    phases: phases.map(([afterDays, percent]) => ({
      afterDays,
      basisPoints: basisPoints(percent * 100),
    })),
  };
  return document;
}

/** Ireland: standard rate, no tax on printed books, reduced rate on small repairs. */
const TAX_RATES = {
  standard: taxRate('Standard', 2_300),
  books: taxRate('Books', 0),
  services: taxRate('Repairs', 1_350),
} as const;

const SCHEDULES = {
  clothes: schedule('Clothes', [
    [30, 25],
    [60, 50],
    [90, 70],
  ]),
  things: schedule('Things', [
    [45, 20],
    [90, 40],
  ]),
} as const;

export const DEMO_SETTINGS: StoreSettingsDocument = storeSettingsDocumentSchema.parse({
  id: DEMO_STORE,
  organizationId: DEMO_ORGANIZATION,
  code: 'MAIN',
  name: 'Main St',
  addressLines: ['Second Chance', '12 Main Street', 'Galway', 'VAT no. IE0000000DE (demo)'],
  receiptFooter: 'Thank you. Returns within 100 days with this receipt.',
  currency: 'EUR',
  locale: 'en-IE',
  timeZone: 'Europe/Dublin',
  dayStartsAt: 240,
  pricesIncludeTax: true,
  taxRounding: 'per_line',
  cashIncrement: 5,
  employeeDiscountLimit: 1_000,
  returnDays: 100,
  cashNotes: [500, 1_000, 2_000, 5_000, 10_000],
  offlineCreditLimit: 5_000,
  embeddedCodes: [{ prefix: '24', carries: 'price' }],
});
