-- What the admin web's work on the catalogue stands on: columns by which items are filtered and
-- sorted, lists that stay as they were read, pictures, who moved stock by hand, and long work.

-- Generated from the document, because under row-level security only plain columns can be looked up
-- by an index. Days stay text: their order as text is their order in time.
alter table item
  add column name text generated always as (document ->> 'name') stored,
  add column brand text generated always as (document ->> 'brand') stored,
  add column condition text generated always as (document ->> 'condition') stored,
  add column price bigint generated always as ((document ->> 'price')::bigint) stored,
  add column listed_on text collate "C" generated always as (document ->> 'listedOn') stored,
  add column picture_count integer
    generated always as (jsonb_array_length(document -> 'pictures')) stored;

-- The ids of a list in its order, 16 bytes each: a window of it is a slice, however long it is, and
-- what somebody chose in it stays what they saw. Made anew by whoever asks when it is gone.
create unlogged table item_list (
  organization_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  account_id uuid not null,
  made_at bigint not null,
  total integer not null,
  ids bytea not null,
  primary key (organization_id, id)
);
alter table item_list alter column ids set storage external;
create index item_list_by_account on item_list (organization_id, account_id, made_at);

-- Movements that a person made at a desk: who, and the request's own id, so that a repetition is one.
alter table stock_movement
  add column account_id uuid,
  add column request_id uuid;
create unique index stock_movement_by_request on stock_movement (organization_id, store_id, request_id)
  where request_id is not null;

create index audit_log_by_subject on audit_log (organization_id, subject, id);

-- Uploaded pictures by file name. A file that no item names any more is removed after a while.
create table picture (
  organization_id uuid not null,
  name text not null,
  store_id uuid not null,
  width integer not null,
  height integer not null,
  bytes bigint not null,
  alt text not null default '',
  uploaded_at bigint not null,
  uploaded_by uuid not null,
  primary key (organization_id, name)
);
create index picture_by_age on picture (organization_id, uploaded_at);

-- Long work that somebody asked for, as they see it. What runs it is a queue beside it.
create table task (
  organization_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  account_id uuid not null,
  kind text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'failed', 'canceled')),
  input jsonb not null,
  done integer not null default 0,
  total integer,
  result jsonb,
  error jsonb,
  cancel_asked boolean not null default false,
  undone_by uuid,
  created_at bigint not null,
  started_at bigint,
  finished_at bigint,
  expires_at bigint not null,
  primary key (organization_id, id)
);
create index task_by_account on task (organization_id, account_id, created_at);

-- The things that a task goes over, one by one, and what became of each.
create table task_item (
  organization_id uuid not null,
  task_id uuid not null,
  place integer not null,
  item_id uuid,
  outcome text,
  details jsonb,
  -- The item as it was, and its revision after: what an undo needs.
  before jsonb,
  after_revision integer,
  primary key (organization_id, task_id, place)
);
create index task_item_by_outcome on task_item (organization_id, task_id, outcome, place);

-- Files that go into a task or come out of it, in parts of a megabyte or less.
create table task_file (
  organization_id uuid not null,
  task_id uuid not null,
  name text not null,
  part integer not null,
  content bytea not null,
  primary key (organization_id, task_id, name, part)
);
alter table task_file alter column content set storage external;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'item_list', 'picture', 'task', 'task_item', 'task_file'
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

grant select, insert, delete on item_list to second_chance_app;
grant select, insert, update, delete on picture, task, task_item, task_file to second_chance_app;
