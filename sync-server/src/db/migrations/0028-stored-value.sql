-- Gift cards and credits: a ledger by account. Cards hold in every store of an organization.

create table stored_value_account (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  -- The end of its code, by which people name it; the code itself is nowhere.
  hint text not null,
  currency text not null,
  -- Sum of its entries. Below zero where tills without a network spent more than there was.
  balance bigint not null,
  opened_at bigint not null,
  updated_at bigint not null,
  primary key (organization_id, id)
);

create table stored_value_entry (
  organization_id uuid not null,
  store_id uuid not null,
  account_id uuid not null,
  register_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  -- Place in the sale: lines first, tenders after them.
  position integer not null,
  sale_id uuid not null,
  -- Paid in is positive, spent negative.
  amount bigint not null,
  at bigint not null,
  primary key (organization_id, account_id, store_id, register_id, epoch, seq, position)
);
create index stored_value_entry_of_sale on stored_value_entry (organization_id, store_id, sale_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['stored_value_account', 'stored_value_entry'] loop
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

grant select, insert, update on stored_value_account to second_chance_app;
-- What happened is never changed.
grant select, insert on stored_value_entry to second_chance_app;
