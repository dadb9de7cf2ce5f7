/** What the fake till shows: one of each view, with the awkward lengths that real shops have. */
import type {
  CardPaymentView,
  CartView,
  ItemHit,
  SaleRow,
  TillState,
} from '@second-chance/shared/contract/till/views.ts';
import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import { basisPoints, minorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import type { Receipt } from '@second-chance/shared/sale/receipt.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';

export function id<Kind extends string>(_kind: Kind, number: number): Id<Kind> {
  return `01970000-0000-7000-8000-${String(number).padStart(12, '0')}` as Id<Kind>;
}

const now = () => Date.now() as EpochMs;
export const ago = (minutes: number) => (Date.now() - minutes * 60_000) as EpochMs;
const today = '2026-11-21' as BusinessDay;

export const PEOPLE = [
  { id: id('Staff', 1), displayName: 'Mia', role: 'store_employee' },
  { id: id('Staff', 2), displayName: 'Jonas', role: 'store_employee' },
  { id: id('Staff', 3), displayName: 'Alexandra Konstantinidou-Papadopoulos', role: 'store_admin' },
] as const;

export function aState(): TillState {
  return {
    phase: 'signed_in',
    damage: null,
    store: {
      id: id('Store', 1),
      name: 'Main Street',
      currency: 'EUR' as CurrencyCode,
      locale: 'en-GB',
      timeZone: 'Europe/Berlin',
      pricesIncludeTax: true,
    },
    register: { id: id('Register', 1), code: 'A1', name: 'Till A1', epoch: 1 },
    staff: PEOPLE[0],
    shift: { id: id('Shift', 1), openedAt: ago(200), openedBy: 'Mia', float: minorUnits(10_000) },
    sync: {
      online: true,
      since: ago(95),
      waitingEntries: 0,
      waitingSales: 0,
      waitingTotal: ZERO,
      oldestWaitingAt: null,
      waitingEdits: 0,
      parkedEdits: 0,
      openConflicts: 0,
      lastContactAt: null,
      live: true,
      problem: null,
    },
    catalogue: { documents: 131, total: 131, complete: true, reloading: false },
    printing: {
      receiptPrinter: true,
      labelPrinter: true,
      waiting: 0,
      mails: 0,
      late: 0,
      problem: null,
      condition: null,
      pages: 0,
    },
    parkedCount: 0,
    training: false,
    lockAfterMinutes: 0,
    cartRevision: 0,
  };
}

export const ONLINE: TillState['sync'] = { ...aState().sync, lastContactAt: ago(0), live: true };

/** A payment that waits for its customer. */
export const A_CARD_PAYMENT: CardPaymentView = {
  paymentId: id('Payment', 1),
  state: 'in_progress',
  amount: minorUnits(2_500),
  simulated: true,
  card: null,
  declined: null,
  prompt: 'present_card',
  problem: null,
  readerId: null,
  clientSecret: null,
  givingUp: false,
  since: ago(0),
};

export const OFFLINE: TillState['sync'] = {
  online: false,
  since: ago(12),
  lastContactAt: ago(12),
  live: false,
  waitingEntries: 9,
  waitingSales: 7,
  waitingTotal: minorUnits(18_420),
  oldestWaitingAt: ago(11),
  waitingEdits: 2,
  parkedEdits: 0,
  openConflicts: 0,
  problem: null,
};

const NAMES = [
  'Denim jacket',
  'Teapot, chip at the lid',
  'Paperback',
  'Hand-knitted pullover with Norwegian star pattern and pewter buttons, mended at the left elbow',
  'Vinyl: Kind of Blue',
  'Wooden train',
  'Donaudampfschifffahrtsgesellschaftskapitänsmütze',
  'Brass lamp',
];

export function aHit(at: number): ItemHit {
  const tagPrice = minorUnits(250 + ((at * 735) % 12_000));
  return {
    id: id('Item', at + 1),
    sku: `SC-${String(at + 1).padStart(4, '0')}`,
    name: NAMES[at % NAMES.length] ?? '',
    brand: at % 3 === 0 ? 'Levi’s' : '',
    size: at % 2 === 0 ? 'M' : '',
    colour: at % 2 === 0 ? 'blue' : '',
    condition: 'good',
    kind: at % 5 === 2 ? 'stocked' : 'unique',
    picture: null,
    tagPrice,
    price: at % 4 === 0 ? minorUnits(tagPrice - 50) : tagPrice,
    onHand: at % 5 === 2 ? 12 : 1,
  };
}

export function aCart(): CartView {
  return {
    revision: 0,
    saleId: id('Sale', 100),
    kind: 'sale',
    lines: [],
    pieces: 0,
    lastLineId: null,
    customer: null,
    taxExempt: false,
    note: '',
    undoable: false,
    cartDiscount: null,
    net: ZERO,
    taxAmount: ZERO,
    gross: ZERO,
    taxTotals: [
      {
        tax: {
          taxRateId: id('TaxRate', 1),
          name: 'VAT',
          basisPoints: basisPoints(1_900),
          scheme: 'standard',
        },
        net: minorUnits(2_731),
        taxAmount: minorUnits(519),
        gross: minorUnits(3_250),
      },
    ],
    cards: [],
    credits: [],
    refundableGiftCards: [],
    refundable: [],
    left: ZERO,
    dueInCash: ZERO,
    cashRounding: ZERO,
    quickCash: [],
  };
}

export function aRow(at: number): SaleRow {
  return {
    saleId: id('Sale', at),
    receiptNumber: `A1-1-${String(at).padStart(6, '0')}`,
    kind: at === 2 ? 'return' : 'sale',
    at: ago(at * 7),
    businessDay: today,
    staff: 'Mia',
    pieces: at,
    gross: minorUnits(at === 2 ? -850 : 2_450),
    sent: at !== 1,
    voidable: at === 1,
  };
}

export function aReceipt(): { receipt: Receipt; text: string; html: string } {
  const receipt = {
    saleId: id('Sale', 1),
    store: { name: 'Main Street', addressLines: ['1 Main Street'], footer: 'Thank you' },
    receiptNumber: 'A1-1-000001',
    kind: 'sale',
    voidsReceiptNumber: null,
    at: now(),
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    currency: 'EUR',
    pricesIncludeTax: true,
    registerCode: 'A1',
    cashier: 'Mia',
    copy: true,
    training: false,
    lines: [],
    taxTotals: [],
    hasMarginGoods: false,
    net: ZERO,
    taxAmount: ZERO,
    gross: ZERO,
    cashRounding: ZERO,
    toPay: ZERO,
    tenders: [],
    pendingRefunds: [],
    change: ZERO,
    proof: '0123456789abcdef',
  } as unknown as Receipt;
  const lines = Array.from(
    { length: 14 },
    (_, at) => `${(NAMES[at % 3] ?? '').padEnd(32)}     24.00`,
  );
  return { receipt, html: '', text: ['Main Street', '', ...lines, '', 'TOTAL'].join('\n') };
}

export function aReport(zNumber: number | null): ShiftReport {
  const some = { count: 3, total: minorUnits(7_350) };
  const none = { count: 0, total: ZERO };
  return {
    shiftId: id('Shift', zNumber ?? 1),
    registerCode: 'A1',
    zNumber,
    openedAt: ago(400),
    openedBy: 'Mia',
    closedAt: zNumber === null ? null : now(),
    closedBy: zNumber === null ? null : 'Mia',
    businessDay: today,
    counted: zNumber === null ? null : minorUnits(17_300),
    difference: zNumber === null ? null : minorUnits(-50),
    pieces: null,
    totals: {
      float: minorUnits(10_000),
      sales: some,
      returns: none,
      exchanges: none,
      voids: none,
      net: minorUnits(6_176),
      taxAmount: minorUnits(1_174),
      gross: minorUnits(7_350),
      cashRounding: ZERO,
      taxTotals: [],
      tenders: [{ kind: 'cash', count: 3, total: minorUnits(7_350) }],
      cashIn: none,
      cashOut: none,
      drawerOpenings: 1,
      expectedCash: minorUnits(17_350),
    },
    unsentSales: zNumber === null ? 0 : 2,
  };
}
