-- A name for what an organization has on sale, to tell whether anything changed since it was read.
-- It is another one after every change: all that brings a thing into the shop, out of it, or changes
-- it takes a number of its store's feed in the same transaction, or closes or opens a store. Only the
-- prices that a new day brings are written without.
create function shop_version(organization uuid) returns text
  language plpgsql as $$
begin
  -- Shows the stores of this organization; gone with the transaction.
  perform set_config('app.organization_id', organization::text, true);
  return (
    select string_agg(
      case when s.closed_at is null then f.last_number::text else 'closed' end, ' '
      order by f.store_id)
    from feed_scope f
    join store s on s.organization_id = f.organization_id and s.id = f.store_id
    where f.organization_id = organization);
end $$;

-- A search passes over thousands of rows, so rows are kept small: what a page shows of a thing and
-- the words it is found by are put aside, in the table's TOAST, and what hits are ranked by stays.
-- PostgreSQL puts nothing aside from a row below two kilobytes: blanks, 31 bytes once they are
-- packed, make each row long enough to be looked at.
alter table shop_item
  set (toast_tuple_target = 700),
  alter column document set storage external,
  alter column search set storage external;
alter table shop_item
  -- Words of the name, brand, codes, size and colour, without those of descriptions.
  add column names tsvector not null generated always as (ts_filter(search, '{a,b,c}')) stored,
  add column blanks text not null generated always as (repeat(' ', 2100)) stored;
