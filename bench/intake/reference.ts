/** The reference: the same rows into copies of the same tables, as plain multi-row inserts. */
import pg from 'pg';

const TABLES = ['journal_entry', 'sale', 'sale_line', 'sale_tender', 'stock_movement'] as const;
const ROWS_PER_INSERT = 500;
const INSERTS_PER_COMMIT = 10;

export interface ReferenceResult {
  readonly rows: number;
  readonly seconds: number;
}

/** Reads what intake wrote and writes it again, on `connections` connections at once. */
export async function insertPlainly(
  url: string,
  { connections }: { readonly connections: number },
): Promise<ReferenceResult> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const [first] = clients;
  if (!first) throw new Error('at least one connection is needed');
  const batches: { readonly text: string; readonly values: readonly unknown[] }[] = [];
  let rows = 0;
  for (const table of TABLES) {
    await first.query(`create table reference_${table} (like ${table} including indexes)`);
    const found = await first.query({ text: `select * from ${table}`, rowMode: 'array' });
    const columns = found.fields.map(({ name }) => name);
    rows += found.rows.length;
    for (let at = 0; at < found.rows.length; at += ROWS_PER_INSERT) {
      const part: unknown[][] = found.rows.slice(at, at + ROWS_PER_INSERT);
      const tuples = part.map(
        (row, index) => `(${row.map((_, column) => `$${index * row.length + column + 1}`)})`,
      );
      const text = `insert into reference_${table} (${columns.join()}) values ${tuples.join()}`;
      batches.push({ text, values: part.flat() });
    }
  }
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (next < batches.length) {
        const mine = batches.slice(next, next + INSERTS_PER_COMMIT);
        next += INSERTS_PER_COMMIT;
        await client.query('begin');
        for (const { text, values } of mine) await client.query(text, [...values]);
        await client.query('commit');
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  await Promise.all(clients.map((client) => client.end()));
  return { rows, seconds };
}
