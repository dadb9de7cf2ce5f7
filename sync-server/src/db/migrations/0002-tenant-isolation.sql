-- Row-level security by organization, and the role that every request runs as. The role owns
-- nothing, cannot log in by itself and cannot bypass the policies; what happened (journal, sales,
-- movements, audit) it can add and read, never change.

do $$
begin
  if not exists (select from pg_roles where rolname = 'second_chance_app') then
    create role second_chance_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of this cluster made it at the same moment
end $$;

do $$
begin
  if not pg_has_role(current_user, 'second_chance_app', 'SET') then
    execute format('grant second_chance_app to %I with inherit false, set true', current_user);
  end if;
end $$;

grant usage on schema public to second_chance_app;

-- An empty setting is what a pooled connection has after a transaction that set it: no organization.
create function current_organization() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.organization_id', true), '')::uuid;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'store', 'feed_scope', 'category', 'tax_rate', 'price_schedule', 'staff', 'item',
    'item_word',
    'stock_level', 'stock_movement', 'register', 'register_epoch', 'enrolment_code',
    'journal_entry', 'journal_head', 'journal_evidence', 'sale', 'sale_line', 'sale_tender',
    'shift', 'exception', 'account', 'audit_log'
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

-- Whoever holds a code may find its organization by it; nothing else of the row's tenant opens.
create policy holder_of_the_code on enrolment_code for select
  using (code_hash = (select nullif(current_setting('app.enrolment_code_hash', true), '')));

-- Which organizations exist is public: requests name theirs by slug. Each is written as its own tenant.
alter table organization enable row level security;
alter table organization force row level security;
create policy readable_by_all on organization for select using (true);
create policy made_as_itself on organization for insert
  with check (id = (select current_organization()));
create policy changed_as_itself on organization for update
  using (id = (select current_organization()));

grant select, insert, update on
  organization, store, feed_scope, category, tax_rate, price_schedule, staff, item, stock_level,
  register, register_epoch, enrolment_code, journal_head, shift, exception, account
  to second_chance_app;
grant select, insert on
  stock_movement, journal_entry, journal_evidence, sale, sale_line, sale_tender, audit_log, server_key
  to second_chance_app;
grant select, insert, delete on item_word to second_chance_app;
grant select, insert, update, delete on rate_limit to second_chance_app;
