/** Turns the entries of one run into what the tables gain by them. Pure. */
import type { ItemId, SaleId } from '@second-chance/shared/ids.ts';
import type { PayloadOf, SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { parseReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { movementsOfSale } from '@second-chance/shared/stock/movements.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Finding, ReadEntry } from './read-entry.ts';
import type { ProjectedCount } from './settle-counts.ts';

export interface ProjectedSale {
  readonly entry: SignedEntry;
  readonly record: SaleRecord;
}

export interface ProjectedMovement {
  readonly entry: SignedEntry;
  readonly itemId: ItemId;
  /** Signed: out of the shop is negative. */
  readonly quantity: number;
  readonly kind: 'sold' | 'returned' | 'adjusted' | 'received' | 'transferred' | 'counted';
  readonly lineNumber: number | null;
  readonly note: string;
  /** When it took effect, where that is not the time of its entry. */
  readonly at?: EpochMs;
}

interface Projected<T extends 'shift_opened' | 'shift_closed' | 'cash_moved' | 'drawer_opened'> {
  readonly entry: SignedEntry;
  readonly payload: PayloadOf<T>;
}

/** Goods that another store has from now on. */
export interface ProjectedTransfer {
  readonly entry: SignedEntry;
  readonly payload: PayloadOf<'stock_transferred'>;
}

export interface RunProjection {
  readonly sales: readonly ProjectedSale[];
  /** Without what counts come to, which the ledger says (settle-counts.ts). */
  readonly movements: readonly ProjectedMovement[];
  readonly counts: readonly ProjectedCount[];
  readonly transfers: readonly ProjectedTransfer[];
  readonly shiftsOpened: readonly Projected<'shift_opened'>[];
  readonly shiftsClosed: readonly Projected<'shift_closed'>[];
  readonly drawerEvents: readonly Projected<'cash_moved' | 'drawer_opened'>[];
  readonly findings: readonly Finding[];
  /** Counter of the last receipt number, for the next run. */
  readonly receiptCounter: number;
}

export interface RunContext {
  readonly registerCode: string;
  readonly receiptCounter: number;
  /** Sale ids of this run that some earlier entry already has. */
  readonly usedSaleIds: ReadonlySet<SaleId>;
}

/**
 * Projects entries as far as each goes, in their order. One that cannot be projected is a finding
 * and changes nothing else.
 */
export function projectRun(entries: readonly ReadEntry[], context: RunContext): RunProjection {
  const sales: ProjectedSale[] = [];
  const movements: ProjectedMovement[] = [];
  const counts: ProjectedCount[] = [];
  const transfers: ProjectedTransfer[] = [];
  const shiftsOpened: Projected<'shift_opened'>[] = [];
  const shiftsClosed: Projected<'shift_closed'>[] = [];
  const drawerEvents: Projected<'cash_moved' | 'drawer_opened'>[] = [];
  const findings: Finding[] = [];
  const used = new Set<SaleId>(context.usedSaleIds);
  let { receiptCounter } = context;

  for (const { entry, content, findings: own } of entries) {
    findings.push(...own);
    switch (content?.type) {
      case 'sale_completed': {
        const record = content.payload;
        const number = checkReceiptNumber(entry, record, { ...context, receiptCounter });
        if (number.finding) findings.push(number.finding);
        receiptCounter = number.receiptCounter;
        if (used.has(record.saleId)) {
          findings.push(saleIdUsed(entry, record));
          break;
        }
        used.add(record.saleId);
        sales.push({ entry, record });
        for (const movement of movementsOfSale(record)) {
          if (movement.quantity !== 0) movements.push({ entry, note: '', ...movement });
        }
        break;
      }
      case 'stock_adjusted': {
        const { itemId, quantity, reason, note } = content.payload;
        movements.push({
          entry,
          itemId,
          quantity,
          kind: 'adjusted',
          lineNumber: null,
          note: note === '' ? reason : `${reason}: ${note}`,
        });
        break;
      }
      case 'stock_received':
        movements.push(...receivedBy(entry, content.payload));
        break;
      case 'stock_transferred':
        transfers.push({ entry, payload: content.payload });
        movements.push(...sentBy(entry, content.payload));
        break;
      case 'stock_counted':
        counts.push({ entry, payload: content.payload });
        break;
      case 'shift_opened':
        shiftsOpened.push({ entry, payload: content.payload });
        break;
      case 'shift_closed':
        shiftsClosed.push({ entry, payload: content.payload });
        break;
      case 'cash_moved':
      case 'drawer_opened':
        drawerEvents.push({ entry, payload: content.payload });
        break;
      default:
        break;
    }
  }
  return {
    sales,
    movements,
    counts,
    transfers,
    shiftsOpened,
    shiftsClosed,
    drawerEvents,
    findings,
    receiptCounter,
  };
}

function receivedBy(
  entry: SignedEntry,
  { lines, reference }: PayloadOf<'stock_received'>,
): readonly ProjectedMovement[] {
  return lines.map(({ itemId, quantity }, index) => ({
    ...{
      entry,
      itemId,
      quantity,
      kind: 'received' as const,
      lineNumber: index + 1,
      note: reference,
    },
  }));
}

function sentBy(
  entry: SignedEntry,
  { lines, note }: PayloadOf<'stock_transferred'>,
): readonly ProjectedMovement[] {
  return lines.map(({ itemId, quantity }, index) => ({
    ...{
      entry,
      itemId,
      quantity: -quantity,
      kind: 'transferred' as const,
      lineNumber: index + 1,
      note,
    },
  }));
}

function checkReceiptNumber(
  entry: SignedEntry,
  { saleId, receiptNumber }: SaleRecord,
  { registerCode, receiptCounter }: Pick<RunContext, 'registerCode' | 'receiptCounter'>,
): { readonly finding: Finding | null; readonly receiptCounter: number } {
  const parts = parseReceiptNumber(receiptNumber);
  const expected = { registerCode, epoch: entry.epoch, counter: receiptCounter + 1 };
  const own = parts?.registerCode === registerCode && parts.epoch === entry.epoch;
  if (own && parts.counter === expected.counter) {
    return { finding: null, receiptCounter: expected.counter };
  }
  return {
    finding: {
      kind: 'receipt_number_unexpected',
      entry,
      details: { saleId, receiptNumber, expected },
    },
    receiptCounter: own ? Math.max(receiptCounter, parts.counter) : receiptCounter,
  };
}

function saleIdUsed(entry: SignedEntry, { saleId }: SaleRecord): Finding {
  return { kind: 'payload_invalid', entry, details: { type: entry.type, field: 'saleId', saleId } };
}
