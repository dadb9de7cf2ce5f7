import { type MinorUnits, minorUnits, sum } from '../money/minor-units.ts';
import { sumTaxTotals } from './line-tax.ts';
import { type SaleRecord, TENDER_KINDS, type TenderKind } from './sale-record.ts';
import type { ShiftTotals } from './shift-totals-schema.ts';

export interface ShiftFacts {
  /** What was in the drawer when the shift opened. */
  readonly float: MinorUnits;
  /** The shift's records in the order of their numbers. */
  readonly records: Iterable<SaleRecord>;
  /** Cash put in (positive) and taken out (negative) outside of sales. */
  readonly cashMovements: Iterable<{ readonly amount: MinorUnits }>;
  readonly drawerOpenings: number;
}

/**
 * The figures of an X or Z report.
 *
 * Promises: sales, returns, exchanges and voids sum to the gross, the tax totals sum to net, tax and
 * gross, and `expectedCash` is what must lie in the drawer.
 */
export function shiftTotals({
  float,
  records,
  cashMovements,
  drawerOpenings,
}: ShiftFacts): ShiftTotals {
  const all = [...records];
  const moved = [...cashMovements].map(({ amount }) => amount);
  const taxTotals = sumTaxTotals(all.flatMap((record) => record.taxTotals));
  const cashIn = countAndSum(moved.filter((amount) => amount > 0));
  const cashOut = countAndSum(moved.filter((amount) => amount < 0));
  const tenders = TENDER_KINDS.flatMap((kind) => {
    const amounts = amountsOf(all, kind);
    return amounts.length === 0 ? [] : [{ kind, ...countAndSum(amounts) }];
  });
  const loads = all.flatMap(({ lines }) =>
    lines.flatMap(({ loads, gross }) => (loads === undefined ? [] : [gross])),
  );
  const cash = tenders.find(({ kind }) => kind === 'cash')?.total ?? 0;
  return {
    float,
    sales: totalOfKind(all, 'sale'),
    returns: totalOfKind(all, 'return'),
    exchanges: totalOfKind(all, 'exchange'),
    voids: totalOfKind(all, 'void'),
    net: sum(taxTotals.map(({ net }) => net)),
    taxAmount: sum(taxTotals.map(({ taxAmount }) => taxAmount)),
    gross: sum(taxTotals.map(({ gross }) => gross)),
    ...(loads.length > 0 && { loaded: countAndSum(loads) }),
    cashRounding: sum(all.map(({ cashRounding }) => cashRounding)),
    taxTotals,
    tenders,
    cashIn,
    cashOut,
    drawerOpenings,
    expectedCash: minorUnits(float + cash + cashIn.total + cashOut.total),
  };
}

function totalOfKind(records: readonly SaleRecord[], kind: SaleRecord['kind']): CountAndSum {
  return countAndSum(records.filter((record) => record.kind === kind).map(({ gross }) => gross));
}

function amountsOf(records: readonly SaleRecord[], kind: TenderKind): readonly MinorUnits[] {
  return records.flatMap(({ tenders }) =>
    tenders.filter((tender) => tender.kind === kind).map(({ amount }) => amount),
  );
}

function countAndSum(amounts: readonly MinorUnits[]): CountAndSum {
  return { count: amounts.length, total: sum(amounts) };
}

interface CountAndSum {
  readonly count: number;
  readonly total: MinorUnits;
}
