-- What the pictures of a thing show, in words, for whoever cannot see them.
create table picture_words (
  organization_id uuid not null,
  store_id uuid not null,
  item_id uuid not null,
  name text not null,
  words text not null,
  changed_at bigint not null,
  primary key (organization_id, store_id, item_id, name)
);
create index picture_words_by_item on picture_words (organization_id, item_id);
-- Never written: one picture shows different things to different items.
alter table picture drop column alt;

-- As public as the things on sale: read with them, in one question, without an organization.
alter table picture_words enable row level security;
alter table picture_words force row level security;
create policy readable_by_all on picture_words for select using (true);
create policy added_as_itself on picture_words for insert
  with check (organization_id = (select current_organization()));
create policy changed_as_itself on picture_words for update
  using (organization_id = (select current_organization()))
  with check (organization_id = (select current_organization()));
create policy removed_as_itself on picture_words for delete
  using (organization_id = (select current_organization()));
grant select, insert, update, delete on picture_words to second_chance_app;

-- Nothing of a store that is closed is on sale; what it has comes back when it opens again. Whatever
-- else writes items and stock of such a store does not bring them back.
create function shop_closed_stores_stay_out() returns trigger language plpgsql as $$
begin
  delete from shop_item s using now_rows n, store c
  where s.organization_id = n.organization_id and s.item_id = n.item_id
    and c.organization_id = n.organization_id and c.id = n.store_id and c.closed_at is not null;
  return null;
end $$;
create trigger shop_item_of_open_stores after insert on shop_item
  referencing new table as now_rows for each statement execute function shop_closed_stores_stay_out();

create function shop_store_closed() returns trigger language plpgsql as $$
begin
  if new.closed_at is not null and old.closed_at is null then
    delete from shop_item where organization_id = new.organization_id and store_id = new.id;
  elsif new.closed_at is null and old.closed_at is not null then
    perform shop_refresh(new.organization_id, array(
      select i.id from item i
      where i.organization_id = new.organization_id and i.store_id = new.id and not i.deleted));
  end if;
  return null;
end $$;
create trigger shop_store_closed after update of closed_at on store
  for each row execute function shop_store_closed();

do $$
declare
  organization uuid;
begin
  for organization in select id from organization loop
    perform set_config('app.organization_id', organization::text, true);
    delete from shop_item s using store c
    where s.organization_id = organization and c.organization_id = organization
      and c.id = s.store_id and c.closed_at is not null;
  end loop;
  perform set_config('app.organization_id', '', true);
end $$;
