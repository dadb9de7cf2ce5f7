-- Payment links: what somebody may pay on a page of ours, once. Who pays is nobody's business here.
create table payment_link (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  -- The unguessable part of its address.
  secret text not null,
  purpose text not null,
  -- What it is for, in the shop's words; the payer reads it.
  words text not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  -- The latest attempt to pay it; an earlier one has ended without money.
  payment_id uuid,
  created_at bigint not null,
  created_by uuid,
  expires_at bigint not null,
  canceled_at bigint,
  sent_at bigint,
  primary key (organization_id, store_id, id)
);
create unique index payment_link_by_id on payment_link (organization_id, id);
create index payment_link_by_time on payment_link (organization_id, store_id, created_at desc);
create unique index payment_link_of_payment on payment_link (organization_id, payment_id)
  where payment_id is not null;

alter table payment_link enable row level security;
alter table payment_link force row level security;
create policy own_organization on payment_link
  using (organization_id = (select current_organization()))
  with check (organization_id = (select current_organization()));
grant select, insert, update on payment_link to second_chance_app;
