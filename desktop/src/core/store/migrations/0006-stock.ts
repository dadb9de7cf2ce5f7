/** Stock counts while they go on, changes of many items at once, and pictures that wait to go up. */
export const sql = /* sql */ `
-- Deliveries, transfers and counts that are in the journal, so that one is never entered twice.
create table stock_document (
  id text primary key,
  kind text not null,
  epoch integer not null,
  seq integer not null
) strict, without rowid;

create table stock_count (
  id text primary key,
  name text not null,
  category_id text,
  state text not null,
  started_at integer not null,
  started_by text not null,
  ended_at integer
) strict, without rowid;

create table stock_count_scan (
  count_id text not null references stock_count,
  item_id text not null,
  area text not null,
  staff_id text not null,
  pieces integer not null,
  last_at integer not null,
  primary key (count_id, item_id, area, staff_id)
) strict, without rowid;

create table change_set (
  id text primary key,
  kind text not null,
  label text not null,
  at integer not null,
  staff_id text not null,
  created integer not null,
  changed integer not null,
  -- Ids of categories that it made.
  categories_json text not null default '[]',
  undone_at integer
) strict, without rowid;

create table change_set_item (
  change_set_id text not null references change_set,
  item_id text not null,
  -- Null where it was made by the change.
  before_json text,
  after_json text not null,
  primary key (change_set_id, item_id)
) strict, without rowid;

create table picture_upload (
  name text primary key,
  taken_at integer not null,
  -- Set where the server refused it for good.
  refused_code text
) strict, without rowid;
`;
