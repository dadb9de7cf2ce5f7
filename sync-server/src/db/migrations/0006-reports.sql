-- What the admin web shows of a store's days: drawer movements with their reasons, where a shift was
-- closed in its journal, how exceptions were settled, and indexes that lists of a year stand on.

create table drawer_event (
  organization_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  shift_id uuid not null,
  -- cash_moved or drawer_opened
  kind text not null,
  -- Cash put in (positive) or taken out; zero where the drawer was only opened.
  amount bigint not null,
  reason text not null,
  at bigint not null,
  staff_id uuid,
  approved_by uuid,
  primary key (organization_id, store_id, register_id, epoch, seq)
);
create index drawer_event_by_shift on drawer_event (organization_id, store_id, shift_id);

-- The entry that closed the shift: what came behind it is not in its Z report.
alter table shift add column closed_epoch integer, add column closed_seq bigint;
create index shift_by_time on shift (organization_id, store_id, opened_at desc, id);
create unique index shift_by_id on shift (organization_id, id);

-- A settlement is a new record, and so is taking it back: how = 'undone', naming the one it undoes.
create table exception_settlement (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  exception_id uuid not null,
  how text not null,
  note text not null,
  -- What it did to the stock: [{ itemId, quantity }].
  movements jsonb not null,
  undoes uuid,
  at bigint not null,
  by uuid,
  primary key (organization_id, store_id, id),
  unique (organization_id, store_id, undoes)
);
create index exception_settlement_by_exception
  on exception_settlement (organization_id, exception_id, at);
create unique index exception_by_id on exception (organization_id, id);
create index exception_by_time on exception (organization_id, store_id, raised_at desc, id);

create index sale_by_store_time on sale (organization_id, store_id, at desc, id);
create index sale_by_shift on sale (organization_id, store_id, shift_id);
create index sale_by_place on sale (organization_id, store_id, register_id, epoch, seq);
create index sale_by_voided on sale (organization_id, store_id, voids) where voids is not null;
create index sale_by_customer on sale (organization_id, store_id, customer_id, at desc)
  where customer_id is not null;
create index sale_line_by_item on sale_line (organization_id, item_id, sale_id);

create index item_by_listing on item (organization_id, store_id, listed_on);

-- What came before this migration. The owner is bound by the policies too, so they rest meanwhile.
alter table journal_entry no force row level security;
alter table shift no force row level security;

-- jsonb takes no U+0000; a payload that has one never passed its schema.
create temporary table said on commit drop as
select j.*, j.entry::jsonb -> 'payload' as payload, j.entry::jsonb as whole
from (
  select * from journal_entry
  where chain = 'live' and type in ('cash_moved', 'drawer_opened', 'shift_closed')
    and strpos(entry, '\u0000') = 0
  offset 0
) j;

insert into drawer_event
select organization_id, store_id, register_id, epoch, seq, (payload ->> 'shiftId')::uuid, type,
  coalesce((payload ->> 'amount')::bigint, 0), payload ->> 'reason', at,
  (whole ->> 'staffId')::uuid, (whole ->> 'approvedBy')::uuid
from said
where type in ('cash_moved', 'drawer_opened')
  and payload ->> 'shiftId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  and length(payload ->> 'reason') between 1 and 200
  and (type = 'drawer_opened' or payload ->> 'amount' ~ '^-?[0-9]{1,12}$');

update shift s set closed_epoch = j.epoch, closed_seq = j.seq
from said j
where j.organization_id = s.organization_id and j.store_id = s.store_id
  and j.register_id = s.register_id and j.type = 'shift_closed'
  and j.at = s.closed_at and j.payload ->> 'shiftId' = s.id::text;

alter table journal_entry force row level security;
alter table shift force row level security;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['drawer_event', 'exception_settlement'] loop
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

grant select, insert on drawer_event, exception_settlement to second_chance_app;
