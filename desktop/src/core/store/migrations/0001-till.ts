/**
 * The till's first schema. Times are epoch milliseconds, amounts minor units, ids UUIDs as text.
 * Journal tables never change a row that is acknowledged; projections can be built again from them.
 */
export const sql = /* sql */ `
create table enrolment (
  epoch integer primary key,
  organization_id text not null,
  store_id text not null,
  register_id text not null,
  register_code text not null,
  register_name text not null,
  key_id text not null,
  -- The device's public key, so that a chain can be verified when its private key is long gone.
  public_key_json text not null,
  server_url text not null,
  server_key_json text not null,
  -- Z reports closed by earlier epochs of the register.
  z_number_base integer not null,
  enrolled_at integer not null,
  -- Set when the register was signed out of this device.
  retired_at integer
) strict;

create table journal_entry (
  position integer primary key,
  epoch integer not null,
  chain text not null,
  seq integer not null,
  type text not null,
  at integer not null,
  hash text not null,
  -- Sales and their gross in the chain up to and with this entry, so that what waits to be sent is
  -- a difference of two rows and not a sum over a hundred thousand.
  sales_so_far integer not null,
  gross_so_far integer not null,
  -- Byte for byte as it travels.
  entry_json text not null,
  unique (epoch, chain, seq)
) strict;

create table journal_head (
  epoch integer not null,
  chain text not null,
  seq integer not null,
  hash text not null,
  receipt_counter integer not null default 0,
  sales_so_far integer not null default 0,
  gross_so_far integer not null default 0,
  -- Up to where the server said, signed (ack_json), that it has the chain.
  acked_seq integer not null default 0,
  ack_json text,
  -- Up to where nothing waits to be sent: acknowledged, or kept by the server as evidence of an
  -- epoch that it does not count on from.
  sent_seq integer not null default 0,
  sent_sales integer not null default 0,
  sent_gross integer not null default 0,
  primary key (epoch, chain)
) strict, without rowid;

create table sale (
  sale_id text primary key,
  epoch integer not null,
  chain text not null,
  seq integer not null,
  receipt_number text not null,
  kind text not null,
  shift_id text not null,
  at integer not null,
  business_day text not null,
  staff_id text,
  pieces integer not null,
  gross integer not null,
  voids text,
  unique (epoch, chain, seq),
  -- Each chain counts its receipts for itself.
  unique (receipt_number, chain)
) strict, without rowid;
create index sale_by_shift on sale (shift_id);
create index sale_voids on sale (voids) where voids is not null;

create table sale_line (
  sale_id text not null references sale,
  line_number integer not null,
  item_id text,
  quantity integer not null,
  gross integer not null,
  return_of_sale text,
  return_of_line integer,
  primary key (sale_id, line_number)
) strict, without rowid;
create index sale_line_returns on sale_line (return_of_sale, return_of_line)
  where return_of_sale is not null;

create table sale_tender (
  sale_id text not null references sale,
  position integer not null,
  kind text not null,
  amount integer not null,
  primary key (sale_id, position)
) strict, without rowid;

create table stock_movement (
  epoch integer not null,
  seq integer not null,
  line_number integer not null,
  item_id text not null,
  quantity integer not null,
  kind text not null,
  primary key (item_id, epoch, seq, line_number)
) strict, without rowid;

create table shift (
  shift_id text primary key,
  chain text not null,
  opened_at integer not null,
  opened_by text not null,
  business_day text not null,
  float integer not null,
  closed_at integer,
  closed_by text,
  z_number integer,
  -- The shift_closed payload.
  closed_json text
) strict;
-- At most one is open, and every sale asks for it.
create index shift_open on shift (chain) where closed_at is null;

create table cash_movement (
  epoch integer not null,
  chain text not null,
  seq integer not null,
  shift_id text not null references shift,
  -- Signed; 0 where the drawer was only opened.
  amount integer not null,
  reason text not null,
  primary key (epoch, chain, seq)
) strict, without rowid;

create table open_cart (
  id integer primary key check (id = 1),
  revision integer not null,
  cart_json text not null
) strict;

-- The open ticket's lines apart, so that a scan writes one row and not the whole ticket.
create table open_cart_line (
  line_id integer primary key,
  line_json text not null
) strict;

create table parked_sale (
  id text primary key,
  label text not null,
  parked_at integer not null,
  parked_by text not null,
  line_count integer not null,
  total integer not null,
  cart_json text not null
) strict;

create table pin_guard (
  staff_id text primary key,
  failed integer not null,
  locked_until integer not null
) strict;

create table item (
  -- In order of arrival, which search uses as its order.
  item_row integer primary key,
  id text not null unique,
  revision integer not null,
  deleted integer not null,
  sku text not null,
  category_id text not null,
  document_json text not null
) strict;
create index item_by_sku on item (sku collate nocase) where deleted = 0;
create index item_by_category on item (category_id, item_row) where deleted = 0;

create table item_barcode (
  code text not null,
  item_id text not null,
  primary key (code, item_id)
) strict, without rowid;
create index item_barcode_by_item on item_barcode (item_id);

-- The column category holds the category's id as one word, so that a search within it is one index lookup.
create virtual table item_words using fts5(
  words, category,
  content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);

-- Small collections, one row a document.
create table document (
  collection text not null,
  id text not null,
  revision integer not null,
  deleted integer not null,
  document_json text not null,
  primary key (collection, id)
) strict, without rowid;

create table stock_level (
  item_id text primary key,
  store_id text not null,
  revision integer not null,
  on_hand integer not null,
  claimed integer not null,
  applied_json text not null
) strict, without rowid;

-- Documents that do not fit their schema: kept for a newer till to read, in nobody's way.
create table document_set_aside (
  collection text not null,
  id text not null,
  revision integer not null,
  problem text not null,
  document_json text not null,
  primary key (collection, id)
) strict, without rowid;

create table sync_state (
  key text primary key,
  value text not null
) strict, without rowid;
`;
