/**
 * Bulk writes through the storage beside the bare better-sqlite3 statement loop on the same rows:
 * same columns, same indexes, same pragmas, same bulks, in turns on files of one folder.
 * The last line is JSON; ratios count, times depend on the machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import type { BulkWriteRow, MangoQuery, RxDocumentData, RxJsonSchema } from 'rxdb';
import { fillWithDefaultSettings, normalizeMangoQuery, now, prepareQuery } from 'rxdb';
import { getRxStorageSQLite } from '../rx-storage-sqlite.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    bulk: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
  },
});
const ROWS = Number(values.rows);
const BULK = Number(values.bulk);
const ROUNDS = Number(values.rounds);

interface Item {
  readonly id: string;
  readonly name: string;
  readonly barcode: string;
  readonly categoryId: string;
  readonly price: number;
  readonly note: string;
  readonly sizes: readonly string[];
}
type Row = RxDocumentData<Item>;

const SCHEMA: RxJsonSchema<Row> = fillWithDefaultSettings<Item>({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    name: { type: 'string', maxLength: 100 },
    barcode: { type: 'string', maxLength: 20 },
    categoryId: { type: 'string', maxLength: 36 },
    price: { type: 'integer', minimum: 0, maximum: 1_000_000_000, multipleOf: 1 },
    note: { type: 'string' },
    sizes: { type: 'array', items: { type: 'string' } },
  },
  indexes: ['barcode', ['categoryId', 'name']],
});

function itemRow(at: number): Row {
  return {
    id: `01968f2c-${String(at).padStart(8, '0')}-7000-8000-00000000`,
    name: `Wool coat, size ${at % 60}, lot ${(at * 7919) % ROWS}`,
    barcode: String(4_000_000_000_000 + ((at * 104_729) % 1_000_000_007)),
    categoryId: `category-${at % 40}`,
    price: 500 + (at % 9_000),
    note: 'Light wear at the left cuff; lining replaced; dry clean only. Seller asks for a call.',
    sizes: ['S', 'M'],
    _deleted: false,
    _attachments: {},
    _rev: '1-abcdefghij',
    _meta: { lwt: now() },
  };
}

/** The statement loop that one would write by hand for these rows, with every index in place. */
function openBare(file: string) {
  const sqlite = new Database(file);
  sqlite.pragma('journal_mode = WAL');
  sqlite.exec(`
    CREATE TABLE item (id TEXT NOT NULL PRIMARY KEY, rev TEXT NOT NULL, deleted INTEGER NOT NULL,
      lwt REAL NOT NULL, barcode TEXT, category_id TEXT, name TEXT, doc TEXT NOT NULL) STRICT;
    CREATE INDEX item_lwt ON item (lwt, id);
    CREATE INDEX item_barcode ON item (deleted, barcode, id);
    CREATE INDEX item_category ON item (deleted, category_id, name, id);`);
  sqlite.pragma('synchronous = FULL');
  const insert = sqlite.prepare('INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const update = sqlite.prepare(
    'UPDATE item SET rev = ?, lwt = ?, doc = ? WHERE id = ? AND rev = ?',
  );
  const inTransaction = sqlite.transaction((work: () => void) => work());
  return {
    insert: (rows: readonly Row[]) =>
      inTransaction(() => {
        for (const row of rows) {
          const { id, _rev, _deleted, _meta, barcode, categoryId, name } = row;
          const doc = JSON.stringify(row);
          insert.run(id, _rev, _deleted ? 1 : 0, _meta.lwt, barcode, categoryId, name, doc);
        }
      }),
    update: (rows: readonly BulkWriteRow<Item>[]) =>
      inTransaction(() => {
        for (const { document, previous } of rows) {
          const doc = JSON.stringify(document);
          update.run(document._rev, document._meta.lwt, doc, document.id, previous?._rev);
        }
      }),
    close: () => sqlite.close(),
  };
}

const openOurs = (file: string) =>
  getRxStorageSQLite({ database: file }).createStorageInstance<Item>({
    databaseInstanceToken: 'bench',
    databaseName: 'bench',
    collectionName: 'items',
    schema: SCHEMA,
    options: {},
    multiInstance: false,
    devMode: false,
  });

function bulksOf<T>(rows: readonly T[]): T[][] {
  const bulks: T[][] = [];
  for (let at = 0; at < rows.length; at += BULK) bulks.push(rows.slice(at, at + BULK));
  return bulks;
}

async function timed(work: () => unknown): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

const folder = mkdtempSync(join(tmpdir(), 'rx-storage-bench-'));
const times = { insert: [], bareInsert: [], update: [], bareUpdate: [] } as Record<
  string,
  number[]
>;
const reads: Record<string, number> = {};
try {
  for (let round = 0; round < ROUNDS; round++) {
    const rows = Array.from({ length: ROWS }, (_, at) => itemRow(at));
    const inserts = bulksOf(rows.map((document): BulkWriteRow<Item> => ({ document })));
    const updates = bulksOf(
      rows.map((previous): BulkWriteRow<Item> => {
        const document = { ...previous, price: previous.price + 1, _rev: '2-abcdefghij' };
        return { previous, document: { ...document, _meta: { lwt: now() } } };
      }),
    );
    const bareBulks = bulksOf(rows);
    const ours = await openOurs(join(folder, `ours-${round}.sqlite`));
    const bare = openBare(join(folder, `bare-${round}.sqlite`));
    const steps: [string, () => unknown][] = [
      [
        'insert',
        async () => {
          for (const bulk of inserts) await ours.bulkWrite(bulk, 'bench');
        },
      ],
      [
        'bareInsert',
        () => {
          for (const bulk of bareBulks) bare.insert(bulk);
        },
      ],
      [
        'update',
        async () => {
          for (const bulk of updates) await ours.bulkWrite(bulk, 'bench');
        },
      ],
      [
        'bareUpdate',
        () => {
          for (const bulk of updates) bare.update(bulk);
        },
      ],
    ];
    // Every other round the bare loop goes first.
    if (round % 2 === 1)
      steps.splice(0, 4, ...[1, 0, 3, 2].flatMap((at) => steps.slice(at, at + 1)));
    for (const [name, work] of steps) times[name]?.push(await timed(work));
    if (round === ROUNDS - 1) Object.assign(reads, await measureReads(ours));
    bare.close();
    await ours.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Microseconds each, on the full table. */
async function measureReads(ours: Awaited<ReturnType<typeof openOurs>>) {
  const query = (mango: MangoQuery<Item>) =>
    prepareQuery(SCHEMA, normalizeMangoQuery(SCHEMA, mango as MangoQuery<Row>) as never);
  const perCall = async (count: number, work: (at: number) => Promise<unknown>) => {
    const time = await timed(async () => {
      for (let at = 0; at < count; at++) await work(at);
    });
    return Math.round((time * 10_000) / count) / 10;
  };
  const item = (at: number) => itemRow((at * 31) % ROWS);
  return {
    findByIdUs: await perCall(2_000, (at) => ours.findDocumentsById([item(at).id], false)),
    byBarcodeUs: await perCall(2_000, (at) =>
      ours.query(
        query({
          selector: { _deleted: { $eq: false }, barcode: { $eq: item(at).barcode } } as never,
        }),
      ),
    ),
    pageOfCategoryUs: await perCall(200, (at) =>
      ours.query(
        query({
          selector: { _deleted: { $eq: false }, categoryId: { $eq: item(at).categoryId } } as never,
          sort: [{ name: 'asc' }],
          limit: 20,
        }),
      ),
    ),
    regexOverAllUs: await perCall(2, () =>
      ours.query(query({ selector: { note: { $regex: 'nothing like it' } } as never })),
    ),
    changesPageOf100Us: await perCall(
      50,
      () => ours.getChangedDocumentsSince?.(100) ?? Promise.resolve(),
    ),
  };
}

const result = {
  rows: ROWS,
  bulk: BULK,
  bytesPerRow: JSON.stringify(itemRow(1)).length,
  insertMs: Math.round(median(times.insert ?? [])),
  bareInsertMs: Math.round(median(times.bareInsert ?? [])),
  insertRatio: ratio('insert', 'bareInsert'),
  updateMs: Math.round(median(times.update ?? [])),
  bareUpdateMs: Math.round(median(times.bareUpdate ?? [])),
  updateRatio: ratio('update', 'bareUpdate'),
  ...reads,
};
console.log(JSON.stringify(result));

function ratio(ours: string, bare: string): number {
  return Math.round((median(times[ours] ?? []) / median(times[bare] ?? [])) * 100) / 100;
}
