/** Gift cards and credits, customers on sales, training, parked tickets of the store, settings. */
export const sql = /* sql */ `
alter table sale add column customer_id text;
create index sale_by_customer on sale (customer_id) where customer_id is not null;

create index sale_line_by_item on sale_line (item_id) where item_id is not null;

-- What the till rings up into: live, or training, which counts nowhere. Queries of sales and shifts
-- ask it, so that neither ever sees the other.
create table till_mode (
  id integer primary key check (id = 1),
  chain text not null check (chain in ('live', 'training'))
) strict;
insert into till_mode (id, chain) values (1, 'live');

-- What the server last said of a gift card or a credit.
create table stored_value (
  account_id text primary key,
  kind text not null,
  hint text not null,
  -- Null where the server was never reached about it.
  balance integer,
  -- When the server said so, by the till's clock.
  answered_at integer,
  -- How much of this register's journal is in the balance.
  applied_epoch integer not null default 0,
  applied_seq integer not null default 0,
  -- The code of a card that was made here, sealed with the device's key.
  sealed_code text
) strict, without rowid;

create table stored_value_movement (
  account_id text not null,
  epoch integer not null,
  seq integer not null,
  position integer not null,
  -- Paid in is positive, spent negative.
  amount integer not null,
  primary key (account_id, epoch, seq, position)
) strict, without rowid;

alter table parked_sale add column chain text not null default 'live';
-- Whether the server has it: 0 no, 1 perhaps, 2 yes. Then it is taken back by claiming it there.
alter table parked_sale add column shared integer not null default 0;

-- How this till is set up: its keys, its scanner.
create table till_setting (
  key text primary key,
  value_json text not null
) strict, without rowid;
`;
