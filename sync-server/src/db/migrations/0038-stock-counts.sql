-- What was counted in a store, line by line, as the registers' journals have it: what becomes known
-- later and happened before an item was counted was seen by the count already.
create table stock_count_line (
  organization_id uuid not null,
  store_id uuid not null,
  item_id uuid not null,
  counted_at bigint not null,
  register_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  line_number integer not null,
  count_id uuid not null,
  name text not null,
  counted bigint not null,
  -- What this server's ledger said for that time when the count came in.
  expected bigint not null,
  primary key (organization_id, store_id, item_id, counted_at, register_id, epoch, seq, line_number)
);

alter table stock_count_line enable row level security;
alter table stock_count_line force row level security;
create policy own_organization on stock_count_line
  using (organization_id = (select current_organization()))
  with check (organization_id = (select current_organization()));
grant select, insert on stock_count_line to second_chance_app;
