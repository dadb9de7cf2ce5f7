/** What the tills say they did against what the server says it knows. */

export interface TillAccount {
  readonly sales: readonly {
    readonly saleId: string;
    readonly receiptNumber: string;
    readonly gross: number;
  }[];
  /** Sum of this till's stock movements by item. */
  readonly movements: Readonly<Record<string, number>>;
  /** What the till shows as on hand by item, after everything was sent and pulled. */
  readonly onHand: Readonly<Record<string, number>>;
}

export interface ServerAccount {
  readonly sales: readonly {
    readonly id: string;
    readonly receiptNumber: string;
    readonly gross: number;
  }[];
  /** On hand by item, of items that have stock. */
  readonly onHand: Readonly<Record<string, number>>;
}

export interface Comparison {
  readonly tillTotalMinor: number;
  readonly serverTotalMinor: number;
  /** Sales and receipt numbers that the server has more than once, or that no till knows. */
  readonly duplicates: number;
  /** Sales that a till has and the server has not, or has with another total or number. */
  readonly missing: number;
  /** Items where opening stock and movements, server and tills do not all say the same. */
  readonly stockMismatches: number;
}

export function compare({
  tills,
  server,
  opening,
}: {
  readonly tills: readonly TillAccount[];
  readonly server: ServerAccount;
  readonly opening: Readonly<Record<string, number>>;
}): Comparison {
  const onServer = new Map(server.sales.map((sale) => [sale.id, sale]));
  const tillSales = tills.flatMap((till) => till.sales);
  const known = new Set(tillSales.map((sale) => sale.saleId));
  const numbers = new Set(server.sales.map((sale) => sale.receiptNumber));
  const unknown = server.sales.filter((sale) => !known.has(sale.id)).length;
  const missing = tillSales.filter((sale) => {
    const found = onServer.get(sale.saleId);
    return found?.gross !== sale.gross || found.receiptNumber !== sale.receiptNumber;
  }).length;
  const items = new Set([...Object.keys(opening), ...Object.keys(server.onHand)]);
  let stockMismatches = 0;
  for (const item of items) {
    const moved = tills.reduce((sum, till) => sum + (till.movements[item] ?? 0), 0);
    const expected = (opening[item] ?? 0) + moved;
    const shown = [server.onHand[item], ...tills.map((till) => till.onHand[item])];
    if (shown.some((count) => count !== expected)) stockMismatches += 1;
  }
  return {
    tillTotalMinor: sumOf(tillSales),
    serverTotalMinor: sumOf(server.sales),
    duplicates:
      server.sales.length - onServer.size + (server.sales.length - numbers.size) + unknown,
    missing,
    stockMismatches,
  };
}

function sumOf(sales: readonly { readonly gross: number }[]): number {
  return sales.reduce((sum, sale) => sum + sale.gross, 0);
}
