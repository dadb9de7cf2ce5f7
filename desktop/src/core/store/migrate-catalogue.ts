/**
 * The layout of the catalogue, apart from that of the money tables: whatever is wrong with a copy of
 * what the server has, the till's own journal opens.
 */
import type { Database } from 'better-sqlite3';
import { sql as collections } from './migrations/catalogue/0001-collections.ts';

/** The layout that this program reads. */
const LAYOUT = '1';

/** What was added to the layout since, and every file of it gets: indexes alone. */
const INDEXES = /* sql */ `create index if not exists receipt_by_customer
  on rx_till_receipts_0 (doc ->> '$.sale.customerId')
  where doc ->> '$.sale.customerId' is not null`;

/** How the catalogue came through. */
export type CatalogueMigration = 'as_it_was' | 'moved' | 'damaged';

/**
 * Brings the catalogue to this program's layout, without a network. What cannot be read is left
 * behind and the whole is loaded again beside what could (`damaged`); the till says so until then.
 * Also after a move in full the feed is read once more: an older program passed over collections
 * that it did not know.
 */
export function migrateCatalogue(sqlite: Database): CatalogueMigration {
  if (stateOf(sqlite, 'catalogue_layout') === LAYOUT) {
    sqlite.exec(INDEXES);
    return 'as_it_was';
  }
  const outcome = sqlite
    .transaction(() => {
      sqlite.exec(collections);
      sqlite.exec(INDEXES);
      const isWhole = moveDocuments(sqlite);
      writeState(sqlite, 'feed', feedAfterMove(stateOf(sqlite, 'feed'), isWhole));
      writeState(sqlite, 'catalogue_layout', LAYOUT);
      return isWhole ? 'moved' : 'damaged';
    })
    .exclusive();
  return outcome;
}

const DOCUMENT = /* sql */ `json_set(document_json, '$._deleted', json(iif(deleted, 'true', 'false')),
  '$._rev', '1-' || revision, '$._meta', json_object('lwt', unixepoch() * 1000.0),
  '$._attachments', json('{}'))`;
/** SQLite looks into JSON in an order of its own unless it is told which question comes first. */
const SOUND = `case when json_valid(document_json) then document_json ->> '$.id' = id else 0 end`;
const ROW = `rev, deleted, lwt, odd, doc`;

/** By old table: what is sound in it, in the new layout. */
const MOVES = [
  {
    table: 'item',
    sound: SOUND,
    // The rows keep their numbers, by which the search index names them.
    move: `insert into rx_till_items_0 (rowid, id, ${ROW})
      select item_row, id, '1-' || revision, deleted, unixepoch() * 1000.0, 0, ${DOCUMENT} from item`,
  },
  {
    table: 'document',
    sound: SOUND,
    move: `insert into rx_till_reference_0 (id, ${ROW})
      select collection || '|' || id, '1-' || revision, deleted, unixepoch() * 1000.0, 0,
        json_set(${DOCUMENT}, '$.key', collection || '|' || id, '$.kind', collection)
      from document`,
  },
  {
    table: 'stock_level',
    sound: `json_valid(applied_json)`,
    move: `insert into rx_till_stockLevels_0 (id, ${ROW})
      select item_id, '1-' || revision, 0, unixepoch() * 1000.0, 0,
        json_object('id', item_id, 'storeId', store_id, 'onHand', on_hand, 'claimed', claimed,
          'applied', json(applied_json), '_deleted', json('false'), '_rev', '1-' || revision,
          '_meta', json_object('lwt', unixepoch() * 1000.0), '_attachments', json('{}'))
      from stock_level`,
  },
] as const;

/** Whether everything could be moved. */
function moveDocuments(sqlite: Database): boolean {
  let isWhole = true;
  for (const { table, sound, move } of MOVES) {
    const moved = attempt(sqlite, () => {
      const { damaged } = sqlite
        .prepare(`select count(*) as damaged from ${table} where (${sound}) is not 1`)
        .get() as { readonly damaged: number };
      if (damaged > 0) {
        if (table === 'item') forgetUnsoundItems(sqlite, sound);
        isWhole = false;
      }
      sqlite.exec(`${move} where (${sound}) is 1`);
    });
    if (!moved && table === 'item') attempt(sqlite, () => forgetItemIndexes(sqlite));
    isWhole &&= moved;
    // A table that cannot even be dropped is in nobody's way.
    attempt(sqlite, () => sqlite.exec(`drop table ${table}`));
  }
  return isWhole;
}

function forgetUnsoundItems(sqlite: Database, sound: string): void {
  sqlite.exec(`
    delete from item_words where rowid in (select item_row from item where (${sound}) is not 1);
    delete from item_barcode where item_id in (select id from item where (${sound}) is not 1);
  `);
}

function forgetItemIndexes(sqlite: Database): void {
  sqlite.exec(`
    insert into item_words (item_words) values ('delete-all');
    delete from item_barcode;
  `);
}

/** In a savepoint, so that what fails is undone alone. */
function attempt(sqlite: Database, work: () => void): boolean {
  try {
    sqlite.transaction(work)();
    return true;
  } catch {
    return false;
  }
}

/** The checkpoint stays, and beside it the feed is read once more from its beginning. */
function feedAfterMove(before: string | null, isWhole: boolean): string {
  const state = parsed(before);
  if (state === null) {
    return JSON.stringify({ checkpoint: 0, documents: 0, total: 0, complete: false, fresh: null });
  }
  const { checkpoint, complete } = state;
  const fresh = checkpoint > 0 ? 0 : null;
  return JSON.stringify({ ...state, complete: complete && isWhole, fresh });
}

function parsed(text: string | null): { checkpoint: number; complete: boolean } | null {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function stateOf(sqlite: Database, key: string): string | null {
  const row = sqlite.prepare('select value from sync_state where key = ?').get(key);
  return (row as { readonly value: string } | undefined)?.value ?? null;
}

function writeState(sqlite: Database, key: string, value: string): void {
  sqlite
    .prepare(
      `insert into sync_state (key, value) values (?, ?)
       on conflict (key) do update set value = excluded.value`,
    )
    .run(key, value);
}
