/** The printers of this till, what is to be printed, and how the counter is set up. */
export const sql = /* sql */ `
create table device (
  device_id text primary key,
  settings_json text not null,
  created_at integer not null
) strict;

create table counter_setting (
  name text primary key,
  value_json text not null
) strict;

create table print_job (
  -- The order in which a printer gets them.
  position integer primary key,
  job_id text not null unique,
  -- Null for mails; a printer that was taken away leaves its jobs.
  device_id text,
  kind text not null,
  title text not null,
  -- What to print, as data: it becomes commands when the printer is there, by its settings then.
  payload_json text not null,
  -- 'waiting', 'done', 'late', 'canceled' or 'failed'.
  state text not null,
  attempts integer not null default 0,
  problem text,
  -- From then on it does not come out by itself any more; null: it waits for ever.
  expires_at integer,
  created_at integer not null,
  finished_at integer
) strict;
create index print_job_waiting on print_job (device_id, position) where state = 'waiting';
create index print_job_of_receipt on print_job (title) where kind = 'receipt';
`;
