-- What one till counted of a stock count waits for the till that enters it as parked tickets wait.
alter table parked_ticket add column kind text not null default 'ticket'
  check (kind in ('ticket', 'count'));
