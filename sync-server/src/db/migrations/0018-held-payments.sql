-- Money that a card only holds: looked for by the clock, because a hold runs out.
create index payment_held on payment (organization_id, updated_at)
  where state = 'approved' and not captured;
