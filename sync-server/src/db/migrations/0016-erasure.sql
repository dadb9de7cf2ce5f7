-- The audit log is added to and never changed, with this one exception: what it holds of a person who
-- asked to be forgotten. Who did what and when stays.
create function scrub_customer_audit(customer uuid) returns bigint
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with scrubbed as (
      update audit_log set
        before = case when before is null then null else '{"erased": true}'::jsonb end,
        after = case when after is null then null else '{"erased": true}'::jsonb end
      where organization_id = (select current_organization()) and subject = customer::text
        and action in ('customer.create', 'customer.update', 'customer.restore')
      returning 1
    )
    select count(*) from scrubbed
  $$;
revoke all on function scrub_customer_audit(uuid) from public;
grant execute on function scrub_customer_audit(uuid) to second_chance_app;
