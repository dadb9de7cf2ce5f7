-- Tickets that tills have set aside, for any till of the store to take back; each by one alone.

create table parked_ticket (
  organization_id uuid not null,
  store_id uuid not null,
  id uuid not null,
  -- Who left it.
  register_id uuid not null,
  label text not null,
  parked_at bigint not null,
  parked_by uuid not null,
  line_count integer not null,
  total bigint not null,
  cart jsonb not null,
  -- Who took it back; its ticket goes with the next pruning.
  claimed_by uuid,
  claimed_at bigint,
  received_at bigint not null,
  primary key (organization_id, store_id, id)
);

alter table parked_ticket enable row level security;
alter table parked_ticket force row level security;
create policy own_organization on parked_ticket
  using (organization_id = (select current_organization()))
  with check (organization_id = (select current_organization()));

grant select, insert, update, delete on parked_ticket to second_chance_app;
