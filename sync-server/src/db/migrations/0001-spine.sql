-- The spine: tenants, catalogue documents, journal, projections.
-- Every key of a tenant table leads with organization_id (and store_id where a store owns the row),
-- so that the schema distributes by tenant. Amounts are bigint minor units, times epoch milliseconds.

create table organization (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  created_at bigint not null
);

-- Documents: `document` is the whole truth, the other columns are generated from it for look-ups.
-- `feed_number` is the row's latest place in its store's feed.
create table store (
  organization_id uuid not null references organization,
  id uuid not null,
  document jsonb not null,
  code text not null generated always as (document ->> 'code') stored,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, id),
  unique (organization_id, code)
);

-- The commit-ordered counter of a store's feed. Locked as the last statement of a short transaction.
create table feed_scope (
  organization_id uuid not null,
  store_id uuid not null,
  last_number bigint not null default 0,
  primary key (organization_id, store_id),
  foreign key (organization_id, store_id) references store (organization_id, id) deferrable initially deferred
);

create table category (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  document jsonb not null,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, store_id, id)
);
create unique index category_by_id on category (organization_id, id);
create index category_feed on category (organization_id, store_id, feed_number);

create table tax_rate (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  document jsonb not null,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, store_id, id)
);
create unique index tax_rate_by_id on tax_rate (organization_id, id);
create index tax_rate_feed on tax_rate (organization_id, store_id, feed_number);

create table price_schedule (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  document jsonb not null,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, store_id, id)
);
create unique index price_schedule_by_id on price_schedule (organization_id, id);
create index price_schedule_feed on price_schedule (organization_id, store_id, feed_number);

create table staff (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  document jsonb not null,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, store_id, id)
);
create unique index staff_by_id on staff (organization_id, id);
create index staff_feed on staff (organization_id, store_id, feed_number);

create table item (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  document jsonb not null,
  sku text not null generated always as (document ->> 'sku') stored,
  category_id uuid not null generated always as ((document ->> 'categoryId')::uuid) stored,
  kind text not null generated always as (document ->> 'kind') stored,
  withdrawn boolean not null generated always as ((document ->> 'withdrawn')::boolean) stored,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, store_id, id)
);
create index item_feed on item (organization_id, store_id, feed_number);
create unique index item_by_id on item (organization_id, id);
create index item_by_sku on item (organization_id, store_id, sku);
create index item_by_category on item (organization_id, store_id, category_id) where not deleted;

-- The words by which an item is found, folded to lower case, searched by their beginning. A table and
-- not a text index: under row-level security PostgreSQL looks things up by leakproof operators alone,
-- and of the text searches only "begins with" is one.
create table item_word (
  organization_id uuid not null,
  store_id uuid not null,
  item_id uuid not null,
  word text collate "C" not null,
  primary key (organization_id, item_id, word)
);
create index item_word_by_word on item_word (organization_id, word, item_id);

-- Stock as documents for the tills: the sum of stock_movement, and how much of each register's
-- journal is in it.
create table stock_level (
  organization_id uuid not null,
  store_id uuid not null,
  item_id uuid not null,
  on_hand bigint not null default 0,
  claimed bigint not null default 0,
  applied jsonb not null default '{}',
  revision integer not null default 1,
  feed_number bigint not null,
  primary key (organization_id, store_id, item_id)
);
create index stock_level_feed on stock_level (organization_id, store_id, feed_number);

create table stock_movement (
  organization_id uuid not null,
  store_id uuid not null,
  id bigint generated always as identity,
  item_id uuid not null,
  quantity bigint not null,
  kind text not null,
  register_id uuid,
  epoch integer,
  seq bigint,
  line_number integer,
  at bigint not null,
  note text not null default '',
  primary key (organization_id, store_id, id)
);
create index stock_movement_by_item on stock_movement (organization_id, store_id, item_id);

create table register (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  epoch integer not null default 0,
  last_z_number integer not null default 0,
  revoked_at bigint,
  last_contact_at bigint,
  app_version text,
  primary key (organization_id, store_id, id),
  unique (organization_id, store_id, code)
);
create unique index register_by_id on register (organization_id, id);

create table register_epoch (
  organization_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  epoch integer not null,
  public_key jsonb not null,
  key_id text not null,
  enrolled_at bigint not null,
  frozen_at bigint,
  frozen_code text,
  primary key (organization_id, store_id, register_id, epoch)
);

create table enrolment_code (
  organization_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  code_hash text not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (organization_id, store_id, code_hash)
);
create unique index enrolment_code_by_hash on enrolment_code (code_hash);

-- The journal as it came: `entry` is the signed entry, byte for byte.
create table journal_entry (
  organization_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  epoch integer not null,
  chain text not null,
  seq bigint not null,
  type text not null,
  at bigint not null,
  hash text not null,
  entry text not null,
  received_at bigint not null,
  primary key (organization_id, store_id, register_id, epoch, chain, seq)
);

create table journal_head (
  organization_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  epoch integer not null,
  chain text not null,
  seq bigint not null,
  hash text not null,
  -- Counter of the latest receipt number, so that a missing one is noticed.
  receipt_counter bigint not null default 0,
  primary key (organization_id, store_id, register_id, epoch, chain)
);

-- What came under a frozen epoch: kept, never projected.
create table journal_evidence (
  organization_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  epoch integer not null,
  chain text not null,
  seq bigint not null,
  hash text not null,
  entry text not null,
  received_at bigint not null,
  primary key (organization_id, store_id, register_id, epoch, chain, seq, hash)
);

create table sale (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  register_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  hash text not null,
  receipt_number text not null,
  kind text not null,
  shift_id uuid not null,
  at bigint not null,
  business_day date not null,
  staff_id uuid,
  approved_by uuid,
  customer_id uuid,
  voids uuid,
  line_count integer not null,
  currency text not null,
  net bigint not null,
  tax bigint not null,
  gross bigint not null,
  cash_rounding bigint not null,
  received_at bigint not null,
  primary key (organization_id, store_id, id)
);
create index sale_by_day on sale (organization_id, store_id, business_day, at);
create index sale_by_time on sale (organization_id, at desc, id);
create index sale_by_receipt on sale (organization_id, store_id, receipt_number);
create index sale_by_id on sale (organization_id, id);

create table sale_line (
  organization_id uuid not null,
  store_id uuid not null,
  sale_id uuid not null,
  line_number integer not null,
  item_id uuid,
  sku text not null,
  name text not null,
  quantity bigint not null,
  net bigint not null,
  tax bigint not null,
  gross bigint not null,
  return_of_sale uuid,
  return_of_line integer,
  primary key (organization_id, store_id, sale_id, line_number)
);
create index sale_line_returns on sale_line (organization_id, store_id, return_of_sale)
  where return_of_sale is not null;

create table sale_tender (
  organization_id uuid not null,
  store_id uuid not null,
  sale_id uuid not null,
  position integer not null,
  kind text not null,
  amount bigint not null,
  primary key (organization_id, store_id, sale_id, position)
);

create table shift (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  register_id uuid not null,
  opened_at bigint not null,
  opened_by uuid,
  float bigint not null,
  closed_at bigint,
  closed_by uuid,
  z_number integer,
  counted bigint,
  expected bigint,
  totals jsonb,
  primary key (organization_id, store_id, id)
);

create table exception (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  kind text not null,
  register_id uuid,
  epoch integer,
  chain text,
  seq bigint,
  hash text,
  details jsonb not null,
  raised_at bigint not null,
  settled_at bigint,
  settled_by uuid,
  primary key (organization_id, store_id, id)
);
create index exception_open on exception (organization_id, store_id, raised_at) where settled_at is null;

create table account (
  organization_id uuid not null references organization,
  id uuid not null,
  email text not null,
  email_folded text not null,
  password_hash text not null,
  display_name text not null,
  role text not null,
  store_id uuid,
  disabled_at bigint,
  created_at bigint not null,
  primary key (organization_id, id),
  unique (organization_id, email_folded)
);

create table audit_log (
  organization_id uuid not null,
  id bigint generated always as identity,
  -- Null where it concerns no store or all of them.
  store_id uuid,
  at bigint not null,
  actor text,
  action text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  primary key (organization_id, id)
);

-- The server's own key for acknowledgements and tokens, sealed material only the server reads.
create table server_key (
  id text primary key,
  private_key jsonb not null,
  created_at bigint not null
);

-- Tries per minute, shared by all nodes. Keys are hashed: no address or e-mail is in them.
create table rate_limit (
  key text primary key,
  points integer not null,
  expire bigint
);
