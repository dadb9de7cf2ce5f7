-- The document lane: customers, conflicts and receipts in the feed; what tills pushed and what was
-- refused; how far back the feed still knows of deletions.

create table customer (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  document jsonb not null,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, store_id, id)
);
create unique index customer_by_id on customer (organization_id, id);
create index customer_feed on customer (organization_id, store_id, feed_number);

-- As item_word: the words by which a customer is found. Nothing of it outlives an erasure.
create table customer_word (
  organization_id uuid not null,
  store_id uuid not null,
  customer_id uuid not null,
  word text collate "C" not null,
  primary key (organization_id, customer_id, word)
);
create index customer_word_by_word on customer_word (organization_id, word, customer_id);

create table conflict (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  document jsonb not null,
  open boolean not null
    generated always as (coalesce(document -> 'settled' = 'null'::jsonb, true)) stored,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, store_id, id)
);
create unique index conflict_by_id on conflict (organization_id, id);
create index conflict_feed on conflict (organization_id, store_id, feed_number);
create index conflict_by_document on conflict (organization_id, (document ->> 'documentId'));

-- The place in the feed of a sale of the last days; what it says stands in its journal entry alone.
create table receipt (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  register_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  at bigint not null,
  revision integer not null default 1,
  feed_number bigint not null,
  deleted boolean not null default false,
  primary key (organization_id, store_id, id)
);
create index receipt_feed on receipt (organization_id, store_id, feed_number);

-- Deletions up to `horizon` may be forgotten: a till whose checkpoint lies below loads afresh.
alter table feed_scope add column horizon bigint not null default 0;

-- How far a feed was when: tells which deletions are old.
create table feed_mark (
  organization_id uuid not null,
  store_id uuid not null,
  at bigint not null,
  last_number bigint not null,
  primary key (organization_id, store_id, at)
);

-- What became of each pushed row, by its intent, so that the same row twice is done once. Without the
-- document, which is nobody's business once it is done.
create table push_intent (
  organization_id uuid not null,
  store_id uuid not null,
  intent_id uuid not null,
  register_id uuid not null,
  outcome text not null,
  revision integer,
  error jsonb,
  at bigint not null,
  primary key (organization_id, store_id, intent_id)
);
create index push_intent_by_time on push_intent (organization_id, at);

-- Rows that a rule or a right forbade, for a person to look at.
create table parked_change (
  organization_id uuid not null,
  store_id uuid not null,
  -- The intent of the row.
  id uuid not null,
  register_id uuid not null,
  staff_id uuid,
  collection text not null,
  document_id text not null,
  -- The row as it came.
  row jsonb not null,
  code text not null,
  message text not null,
  details jsonb,
  parked_at bigint not null,
  settled_at bigint,
  settled_by uuid,
  settled_how text,
  primary key (organization_id, store_id, id)
);
create index parked_change_open on parked_change (organization_id, parked_at desc, id)
  where settled_at is null;
create index parked_change_by_time on parked_change (organization_id, parked_at desc, id);
create index parked_change_by_document on parked_change (organization_id, document_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'customer', 'customer_word', 'conflict', 'receipt', 'feed_mark', 'push_intent', 'parked_change'
  ] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_organization on %I
         using (organization_id = (select current_organization()))
         with check (organization_id = (select current_organization()))',
      tenant_table
    );
  end loop;
end $$;

grant select, insert, update on customer, conflict, receipt, parked_change to second_chance_app;
grant select, insert, delete on customer_word, feed_mark, push_intent to second_chance_app;

-- Of documents only tombstones can be deleted, whatever a statement says.
do $$
declare
  document_table text;
begin
  foreach document_table in array array[
    'category', 'tax_rate', 'price_schedule', 'staff', 'item', 'customer', 'conflict', 'receipt'
  ] loop
    execute format('grant delete on %I to second_chance_app', document_table);
    execute format(
      'create policy tombstones_alone on %I as restrictive for delete using (deleted)',
      document_table
    );
  end loop;
end $$;

-- The receipts of sales that are here already.
do $$
declare
  tenant uuid;
  oldest constant bigint := (extract(epoch from now()) * 1000)::bigint - 100 * 86400000::bigint;
begin
  for tenant in select id from organization loop
    perform set_config('app.organization_id', tenant::text, true);
    with numbered as (
      select s.*, row_number() over (partition by s.store_id order by s.at, s.id) as place
      from sale s
      where s.organization_id = tenant and s.at >= oldest
    ), counted as (
      update feed_scope f set last_number = f.last_number + c.count
      from (select store_id, count(*) from numbered group by store_id) c
      where f.organization_id = tenant and f.store_id = c.store_id
      returning f.store_id, f.last_number - c.count as before
    )
    insert into receipt
      (organization_id, store_id, id, register_id, epoch, seq, at, feed_number)
    select n.organization_id, n.store_id, n.id, n.register_id, n.epoch, n.seq, n.at,
      c.before + n.place
    from numbered n join counted c using (store_id);
  end loop;
  perform set_config('app.organization_id', '', true);
end $$;
