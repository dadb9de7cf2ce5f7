/** Card payments and refunds of this till. Each is on disk before anything of it is sent. */
export const sql = /* sql */ `
create table card_payment (
  payment_id text primary key,
  -- The ticket that it is for; the sale has the same id once it is paid.
  sale_id text not null,
  amount integer not null,
  currency text not null,
  reader_id text,
  -- What the reader shows the customer.
  lines_json text not null,
  state text not null,
  -- The server's last word, as it came; null while there is none.
  view_json text,
  -- Code of what went wrong, for the cashier; null where nothing did.
  problem text,
  -- 1: the cashier gave it up, and the server is to be told.
  give_up integer not null default 0,
  -- 1: its tender stands in a paid sale, or its money went back.
  used integer not null default 0,
  -- 1: the card holds the money, and it is to be taken now that the sale is on disk.
  to_capture integer not null default 0,
  staff_id text not null,
  created_at integer not null,
  updated_at integer not null
) strict, without rowid;
create index card_payment_of_ticket on card_payment (sale_id) where used = 0;
create index card_payment_open on card_payment (created_at)
  where state in ('created', 'in_progress', 'unknown');
create index card_payment_to_capture on card_payment (created_at) where to_capture = 1;

create table card_payment_event (
  payment_id text not null references card_payment,
  position integer not null,
  event text not null,
  state text not null,
  at integer not null,
  primary key (payment_id, position)
) strict, without rowid;

create table card_refund (
  refund_id text primary key,
  payment_id text not null,
  -- The return that it belongs to, or the ticket that was given up.
  sale_id text not null,
  amount integer not null,
  state text not null,
  -- Code of why it failed; null otherwise.
  problem text,
  created_at integer not null,
  updated_at integer not null
) strict, without rowid;
create index card_refund_of_sale on card_refund (sale_id);
create index card_refund_open on card_refund (created_at)
  where state in ('queued', 'in_progress', 'unknown', 'pending');

create index card_refund_failed on card_refund (created_at) where state = 'failed';

create table card_refund_event (
  refund_id text not null references card_refund,
  position integer not null,
  event text not null,
  state text not null,
  at integer not null,
  primary key (refund_id, position)
) strict, without rowid;
`;
