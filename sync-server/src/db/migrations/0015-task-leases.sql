-- Tasks are taken by one node at a time: who has it, and until when without a sign of life.
alter table task
  add column runner uuid,
  add column lease_until bigint not null default 0;
create index task_open on task (created_at) where state in ('waiting', 'running');

-- Whoever runs tasks finds those that wait, of whichever organization, and nothing else of theirs.
create policy found_by_a_runner on task for select
  using (state in ('waiting', 'running')
    and (select nullif(current_setting('app.task_runner', true), '')) = 'yes');

-- The revision that a change is made on, and the item as it is to be.
alter table task_item
  add column revision integer,
  add column after jsonb;
