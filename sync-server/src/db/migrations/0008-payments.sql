-- Card payments: what was asked of a provider and what it said, transition by transition. Ids are
-- those of whoever wanted the payment, and stand here before the provider hears of them.

create table payment_settings (
  organization_id uuid not null,
  store_id uuid not null,
  provider text not null,
  -- Stripe's account of the organization (Connect); null: the platform's own.
  account text,
  -- Stripe's Terminal location of the store.
  location text,
  capture text not null,
  primary key (organization_id, store_id)
);

create table card_reader (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  label text not null,
  provider text not null,
  -- The provider's own id of it.
  provider_id text not null,
  way text not null,
  created_at bigint not null,
  removed_at bigint,
  primary key (organization_id, store_id, id)
);

create table payment (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  -- Null for a payment by link.
  register_id uuid,
  sale_id uuid,
  reader_id uuid,
  provider text not null,
  account text,
  provider_id text,
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null,
  captured boolean not null default false,
  refunded bigint not null default 0,
  card jsonb,
  declined text,
  prompt text,
  client_secret text,
  version integer not null default 1,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (organization_id, store_id, id)
);
create unique index payment_by_id on payment (organization_id, id);
create index payment_open on payment (organization_id, updated_at)
  where state in ('created', 'in_progress', 'unknown');
create index payment_by_day on payment (organization_id, store_id, created_at);
create index payment_by_provider_id on payment (organization_id, provider_id);

create table payment_event (
  organization_id uuid not null,
  store_id uuid not null,
  payment_id uuid not null,
  version integer not null,
  event jsonb not null,
  state text not null,
  at bigint not null,
  primary key (organization_id, store_id, payment_id, version)
);

create table refund (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  register_id uuid,
  sale_id uuid,
  provider_id text,
  amount bigint not null check (amount > 0),
  state text not null,
  version integer not null default 1,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (organization_id, store_id, id)
);
create index refund_of_payment on refund (organization_id, store_id, payment_id);
create index refund_open on refund (organization_id, updated_at)
  where state in ('queued', 'in_progress', 'unknown', 'pending');

create table refund_event (
  organization_id uuid not null,
  store_id uuid not null,
  refund_id uuid not null,
  version integer not null,
  event jsonb not null,
  state text not null,
  at bigint not null,
  primary key (organization_id, store_id, refund_id, version)
);

-- What a provider told by itself, stored once under its own id before anything is made of it.
create table provider_event (
  organization_id uuid not null,
  provider text not null,
  event_id text not null,
  type text not null,
  payload jsonb not null,
  received_at bigint not null,
  processed_at bigint,
  problem text,
  primary key (organization_id, provider, event_id)
);

-- The simulator's own books, which are asked like a provider where an answer was lost.
create table simulated_charge (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  amount bigint not null,
  currency text not null,
  status text not null,
  -- How the simulated customer and network behave.
  act text not null,
  -- When the customer has acted, by the server's clock.
  due_at bigint not null,
  captured boolean not null default false,
  refunded bigint not null default 0,
  created_at bigint not null,
  primary key (organization_id, store_id, id)
);
create table simulated_refund (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  charge_id uuid not null,
  amount bigint not null,
  created_at bigint not null,
  primary key (organization_id, store_id, id)
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'payment_settings', 'card_reader', 'payment', 'payment_event', 'refund', 'refund_event',
    'provider_event', 'simulated_charge', 'simulated_refund'
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

grant select, insert, update on
  payment_settings, card_reader, payment, refund, provider_event, simulated_charge
  to second_chance_app;
grant select, insert on payment_event, refund_event, simulated_refund to second_chance_app;
