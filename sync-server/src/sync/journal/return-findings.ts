/** Goods that come back, judged beside the sales that they were bought in. */
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChainPlace } from './journal-repository.ts';
import type { ProjectedSale } from './project-run.ts';
import { type Finding, namesReceipts, totalsFindings } from './read-entry.ts';
import { overReturns, soldLines } from './sales-repository.ts';

interface TakenSales {
  /** The sales of a run, already in the tables, so that one may return what another sold. */
  readonly sales: readonly ProjectedSale[];
  /** Whether earlier runs hold returns of them. */
  readonly hasEarlyReturns: boolean;
}

/**
 * What is wrong about returns by receipt: amounts that are not the exact mirror of what was sold, as
 * far as the sale is known, and lines of which more came back than was sold, over all returns known.
 * Asks the database nothing where nothing came back.
 */
export async function returnFindings(
  tx: TenantTransaction,
  place: ChainPlace,
  { sales, hasEarlyReturns }: TakenSales,
): Promise<readonly Finding[]> {
  const returns = sales.filter(({ record }) => namesReceipts(record));
  if (returns.length === 0 && !hasEarlyReturns) return [];
  return [
    ...(await mirrorFindings(tx, place, returns)),
    ...(await overReturnFindings(tx, place, sales)),
  ];
}

async function mirrorFindings(
  tx: TenantTransaction,
  place: ChainPlace,
  returns: readonly ProjectedSale[],
): Promise<readonly Finding[]> {
  if (returns.length === 0) return [];
  const named = returns.flatMap(({ record }) =>
    record.lines.flatMap(({ returnOf }) =>
      returnOf === null || returnOf.saleId === null || returnOf.lineNumber === null
        ? []
        : [{ saleId: returnOf.saleId, lineNumber: returnOf.lineNumber }],
    ),
  );
  const originals = await soldLines(tx, place, named);
  return returns.flatMap((sale) => totalsFindings(sale, originals));
}

/** Seen at the return, or at the sale where that comes late. */
async function overReturnFindings(
  tx: TenantTransaction,
  place: ChainPlace,
  sales: readonly ProjectedSale[],
): Promise<readonly Finding[]> {
  const causes = new Map<string, ProjectedSale>();
  for (const sale of sales) {
    causes.set(sale.record.saleId, sale);
    for (const { returnOf } of sale.record.lines) {
      if (returnOf?.saleId) causes.set(`${returnOf.saleId}/${returnOf.lineNumber}`, sale);
    }
  }
  const saleIds = [...causes.values()].flatMap(({ record }) => [
    record.saleId,
    ...record.lines.flatMap(({ returnOf }) => returnOf?.saleId ?? []),
  ]);
  const over = await overReturns(tx, place, [...new Set(saleIds)]);
  return over.flatMap(({ saleId, lineNumber, sold, returned }) => {
    const cause = causes.get(`${saleId}/${lineNumber}`) ?? causes.get(saleId);
    if (!cause) return [];
    const details = { saleId, lineNumber, sold, returned, returnedBy: cause.record.saleId };
    return [{ kind: 'return_exceeds_sale', entry: cause.entry, details }];
  });
}
