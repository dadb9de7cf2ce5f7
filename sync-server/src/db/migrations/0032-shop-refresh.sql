-- Keeping the shop in line costs what a change changes and no more. Vectors and words are made anew
-- for things whose words are new; things that are on sale neither before nor after are passed over.

-- What a thing's vector is made of; everything else about it can change without touching its words.
create function shop_text(document jsonb) returns jsonb
  language sql immutable parallel safe
  return document - array['price', 'condition', 'listedOn', 'pictures'];

-- What anyone may know of an item: these fields and no other.
create function shop_public(document jsonb) returns jsonb
  language sql immutable parallel safe
  return jsonb_build_object('id', document -> 'id', 'storeId', document -> 'storeId',
    'sku', document -> 'sku', 'name', document -> 'name', 'description', document -> 'description',
    'kind', document -> 'kind', 'barcodes', document -> 'barcodes',
    'categoryId', document -> 'categoryId', 'brand', document -> 'brand',
    'size', document -> 'size', 'colour', document -> 'colour',
    'condition', document -> 'condition', 'defects', document -> 'defects',
    'price', document -> 'price', 'listedOn', document -> 'listedOn',
    'pictures', document -> 'pictures');

-- As `shop_refresh` for so many as one plan is good for.
create function shop_refresh_some(organization uuid, items uuid[]) returns void
  language plpgsql as $$
begin
  delete from shop_item s where s.organization_id = organization and s.item_id = any(items)
    and not exists (
      select from item i
      join stock_level l on l.organization_id = i.organization_id and l.store_id = i.store_id
        and l.item_id = i.id
      where i.organization_id = organization and i.id = s.item_id and not i.deleted
        and not i.withdrawn and i.kind <> 'service' and l.on_hand > l.claimed);
  with source as materialized (
    select i.store_id, i.id, i.category_id, i.document ->> 'priceScheduleId' as schedule_id,
      i.document ->> 'priceScheduleStart' as schedule_start, shop_public(i.document) as document
    from item i
    join stock_level l on l.organization_id = i.organization_id and l.store_id = i.store_id
      and l.item_id = i.id
    where i.organization_id = organization and i.id = any(items) and not i.deleted
      and not i.withdrawn and i.kind <> 'service' and l.on_hand > l.claimed),
  known as materialized (
    select p.id, s.search from source p
    join shop_item s on s.organization_id = organization and s.item_id = p.id
      and shop_text(s.document) = shop_text(p.document)),
  reworded as materialized (
    select p.id, p.document from source p
    where not exists (select from known k where k.id = p.id)),
  vector as materialized (
    select id, search from known
    union all
    select (v.item ->> 'id')::uuid, v.search
    from shop_vectors(organization, array(select document from reworded)) v),
  worded as (
    insert into shop_word (organization_id, word, typos)
    select organization, word, array(
      select left(word, place - 1) || substr(word, place + 1)
      from generate_series(1, length(word)) place) || word
    from (
      select distinct left(w.word, 40) as word from reworded r
      cross join lateral regexp_split_to_table(shop_fold(concat_ws(' ', r.document ->> 'name',
        r.document ->> 'brand', r.document ->> 'colour')),
        '[[:space:][:punct:][:cntrl:]]+') as w (word)
    ) as found
    where length(word) between 3 and 30 and not exists (
      select from shop_word seen
      where seen.organization_id = organization and seen.word = found.word collate "C")
    order by word
    on conflict do nothing)
  insert into shop_item as s (organization_id, store_id, item_id, category_id, document, brand,
    size, colour, condition, price, listed_on, schedule_id, schedule_start, sort_price, reprice_on,
    search, changed_at)
  select organization, p.store_id, p.id, p.category_id, p.document,
    p.document ->> 'brand', p.document ->> 'size', p.document ->> 'colour',
    p.document ->> 'condition', (p.document ->> 'price')::bigint,
    (p.document ->> 'listedOn')::date, p.schedule_id::uuid,
    coalesce(p.schedule_start, p.document ->> 'listedOn')::date,
    (p.document ->> 'price')::bigint,
    case when p.schedule_id is null then null else date '-infinity' end,
    v.search, (extract(epoch from now()) * 1000)::bigint
  from source p join vector v using (id)
  on conflict (organization_id, item_id) do update set
    store_id = excluded.store_id, category_id = excluded.category_id,
    document = excluded.document, brand = excluded.brand, size = excluded.size,
    colour = excluded.colour, condition = excluded.condition, price = excluded.price,
    listed_on = excluded.listed_on, schedule_id = excluded.schedule_id,
    schedule_start = excluded.schedule_start, sort_price = excluded.sort_price,
    price_since = null, reprice_on = excluded.reprice_on, search = excluded.search,
    changed_at = excluded.changed_at
  where (s.document, s.schedule_id, s.schedule_start) is distinct from
    (excluded.document, excluded.schedule_id, excluded.schedule_start);
end $$;

-- Brings the rows of these items in line with the tables of truth. Many are done in pieces, each
-- planned for itself: a plan that was kept from when there was little joins them row by row.
create or replace function shop_refresh(organization uuid, items uuid[]) returns void
  language plpgsql as $$
declare
  piece constant integer := 250;
  planned constant text := current_setting('plan_cache_mode');
begin
  if cardinality(items) <= 20 then
    perform shop_refresh_some(organization, items);
    return;
  end if;
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  for place in 1 .. cardinality(items) by piece loop
    perform shop_refresh_some(organization, items[place : place + piece - 1]);
  end loop;
  perform set_config('plan_cache_mode', planned, true);
end $$;

-- A new item is on sale where its stock was here before it; otherwise its stock's row brings it in.
create function shop_item_inserted() returns trigger language plpgsql as $$
declare
  one record;
begin
  for one in
    select n.organization_id, array_agg(n.id) as ids from now_rows n
    where n.kind <> 'service' and not n.deleted and not n.withdrawn and exists (
      select from stock_level l
      where l.organization_id = n.organization_id and l.store_id = n.store_id
        and l.item_id = n.id and l.on_hand > l.claimed)
    group by 1
  loop
    perform shop_refresh(one.organization_id, one.ids);
  end loop;
  return null;
end $$;

create function shop_item_updated() returns trigger language plpgsql as $$
declare
  one record;
begin
  for one in
    select n.organization_id, array_agg(n.id) as ids
    from now_rows n
    join old_rows o using (organization_id, store_id, id)
    where (n.document, n.deleted) is distinct from (o.document, o.deleted)
      and ((n.kind <> 'service' and not n.deleted and not n.withdrawn)
        or (o.kind <> 'service' and not o.deleted and not o.withdrawn))
    group by 1
  loop
    perform shop_refresh(one.organization_id, one.ids);
  end loop;
  return null;
end $$;

drop trigger shop_item_inserted on item;
drop trigger shop_item_updated on item;
create trigger shop_item_inserted after insert on item
  referencing new table as now_rows for each statement execute function shop_item_inserted();
create trigger shop_item_updated after update on item
  referencing old table as old_rows new table as now_rows
  for each statement execute function shop_item_updated();
drop function shop_item_changed();

-- What is new waits in a short list that is searched as it is, and goes into the index many at once:
-- one by one the words of a thing cost more than all else about it.
alter index shop_item_search set (fastupdate = on, gin_pending_list_limit = 512);
