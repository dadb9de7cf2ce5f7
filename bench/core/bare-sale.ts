/**
 * The reference for closing a sale: the rows that the till wrote, written again by bare prepared
 * statements in one transaction, into a file of the same schema, pragmas and file system.
 */
import type Database from 'better-sqlite3';

const TABLES = {
  sale: 'sale_id = :saleId',
  sale_line: 'sale_id = :saleId',
  sale_tender: 'sale_id = :saleId',
  stock_movement: 'epoch = :epoch and seq = :seq',
} as const;
type Row = Readonly<Record<string, string | number | null>>;

export interface BareSales {
  /** Writes the rows of a sale that `from` has, and answers the time of the transaction in ms. */
  readonly write: (saleId: string) => number;
}

export function openBareSales(from: Database.Database, to: Database.Database): BareSales {
  const entryOf = from.prepare(
    `select j.* from journal_entry j join sale s on s.epoch = j.epoch and s.seq = j.seq
     where s.sale_id = ? and j.chain = s.chain`,
  );
  const reads = Object.entries(TABLES).map(([table, where]) => ({
    table,
    rows: from.prepare(`select * from ${table} where ${where}`),
  }));
  to.pragma('foreign_keys = on');
  const inserts = new Map<string, Database.Statement>();
  const begin = to.prepare('begin immediate');
  const commit = to.prepare('commit');
  const moveHead = to.prepare(
    `insert into journal_head (epoch, chain, seq, hash) values (?, ?, ?, ?)
     on conflict (epoch, chain) do update set seq = excluded.seq, hash = excluded.hash`,
  );

  function insertFor(table: string, row: Row): Database.Statement {
    const known = inserts.get(table);
    if (known) return known;
    const columns = Object.keys(row);
    const marks = columns.map(() => '?').join(', ');
    const made = to.prepare(`insert into ${table} (${columns.join(', ')}) values (${marks})`);
    inserts.set(table, made);
    return made;
  }

  return {
    write(saleId) {
      const entry = entryOf.get(saleId) as Row;
      const place = { saleId, epoch: entry.epoch, seq: entry.seq };
      const rows: readonly (readonly [string, Row])[] = [
        ['journal_entry', entry],
        ...reads.flatMap(({ table, rows }) =>
          (rows.all(place) as readonly Row[]).map((row) => [table, row] as const),
        ),
      ];
      const prepared = rows.map(
        ([table, row]) => [insertFor(table, row), Object.values(row)] as const,
      );
      const begun = performance.now();
      begin.run();
      for (const [statement, values] of prepared) statement.run(values);
      moveHead.run(entry.epoch, entry.chain, entry.seq, entry.hash);
      commit.run();
      return performance.now() - begun;
    },
  };
}
