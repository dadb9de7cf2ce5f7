/**
 * The collections of documents, each in a table as `rx-storage-sqlite` keeps it: the program opens
 * them without RxDB, which would cost half a second before the first scan, and RxDB finds them as
 * its own (collection-tables.db.test.ts compares). Generated columns, indexes and side tables are
 * ours.
 *
 * Rows of the side tables follow a collection's `rowid`. The tables have indexes, so that VACUUM
 * keeps those numbers (a test holds it to that).
 */
const COLLECTIONS = ['items', 'reference', 'stockLevels', 'customers', 'conflicts', 'receipts'];

function storageTable(collection: string): string {
  const table = `rx_till_${collection}_0`;
  return /* sql */ `
create table "${table}" (
    id TEXT NOT NULL PRIMARY KEY,
    rev TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    lwt REAL NOT NULL,
    late REAL,
    odd INTEGER NOT NULL,
    doc TEXT NOT NULL
  ) strict;
create index "${table}_by_lwt_id" on "${table}" (lwt, id);
create index "${table}_by_late" on "${table}" (late, id) where late is not null;
create index "${table}_by_tombstone" on "${table}" (deleted) where deleted = 1;
create index "${table}_by_odd" on "${table}" (odd) where odd <> 0;
insert into rx_storage_table (name, database_name, collection_name, version, layout)
  values ('${table}', 'till', '${collection}', 0, '{"columns":[],"indexes":[]}');
`;
}

/** Makes the tables; those of an earlier layout must be out of the way. */
export const sql = /* sql */ `
create table if not exists rx_storage_table (
  name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
  database_name TEXT NOT NULL,
  collection_name TEXT NOT NULL,
  version INTEGER NOT NULL,
  layout TEXT NOT NULL,
  UNIQUE (database_name, collection_name, version)
) strict;
${COLLECTIONS.map(storageTable).join('')}

alter table rx_till_items_0 add column sku text generated always as (doc ->> '$.sku') virtual;
alter table rx_till_items_0 add column category_id text
  generated always as (doc ->> '$.categoryId') virtual;
create index items_by_sku on rx_till_items_0 (sku collate nocase) where deleted = 0;
create index items_by_category on rx_till_items_0 (category_id) where deleted = 0;

create table if not exists item_barcode (
  code text not null,
  item_id text not null,
  primary key (code, item_id)
) strict, without rowid;
create index if not exists item_barcode_by_item on item_barcode (item_id);

-- The column category holds the category's id as one word, so that a search within it is one index lookup.
create virtual table if not exists item_words using fts5(
  words, category,
  content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);

create virtual table customer_words using fts5(
  words,
  content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);

alter table rx_till_reference_0 add column kind text
  generated always as (doc ->> '$.kind') virtual;
create index reference_by_kind on rx_till_reference_0 (kind) where deleted = 0;

alter table rx_till_conflicts_0 add column is_open integer
  generated always as (doc ->> '$.settled' is null) virtual;
create index conflict_open on rx_till_conflicts_0 (is_open) where deleted = 0 and is_open = 1;

alter table rx_till_receipts_0 add column receipt_number text
  generated always as (doc ->> '$.sale.receiptNumber') virtual;
alter table rx_till_receipts_0 add column business_day text
  generated always as (doc ->> '$.businessDay') virtual;
alter table rx_till_receipts_0 add column voids text
  generated always as (doc ->> '$.sale.voids') virtual;
create index receipt_by_voided on rx_till_receipts_0 (voids) where voids is not null;
create index receipt_by_number on rx_till_receipts_0 (receipt_number) where deleted = 0;
create index receipt_by_day on rx_till_receipts_0 (business_day) where deleted = 0;

-- Lines of receipts that take goods back, by what they take back; negative pieces come back.
create table receipt_return (
  return_of_sale text not null,
  return_of_line integer not null,
  sale_id text not null,
  line_number integer not null,
  quantity integer not null,
  primary key (return_of_sale, return_of_line, sale_id, line_number)
) strict, without rowid;
create index receipt_return_by_sale on receipt_return (sale_id);
`;
