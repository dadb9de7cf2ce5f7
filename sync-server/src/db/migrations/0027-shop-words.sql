-- Words of the shop's search end at spaces, marks and signs, so that digits of any script and vowels
-- that are written as marks are parts of words.

create or replace function shop_words(value text) returns text[]
  language sql immutable parallel safe
  return array(
    select distinct left(word, 40)
    from regexp_split_to_table(shop_fold(value), '[[:space:][:punct:][:cntrl:]]+') word
    where word <> '');

-- The vectors of many things at once: one plan for all of them, where a function for each thing would
-- be planned anew each time.
create function shop_vectors(organization uuid, items jsonb[])
  returns table (item jsonb, search tsvector)
  language sql immutable parallel safe
  begin atomic
    with given as (
      select one, place from unnest(items) with ordinality as g (one, place)),
    word as (
      select distinct g.place, f.weight, left(w.word, 40) as word
      from given g
      cross join lateral (values
        ('A', g.one ->> 'name'), ('B', g.one ->> 'brand'),
        ('C', concat_ws(' ', g.one ->> 'sku', g.one ->> 'size', g.one ->> 'colour')),
        ('D', left(concat_ws(' ', g.one ->> 'description', g.one ->> 'defects'), 2000))
      ) as f (weight, text)
      cross join lateral
        regexp_split_to_table(shop_fold(f.text), '[[:space:][:punct:][:cntrl:]]+') as w (word)
      where w.word <> ''),
    stems as (
      select word, ts_lexize('english_stem', word) || ts_lexize('german_stem', word) as stems
      from (select distinct word from word) as each_word),
    lexeme as (
      select place, weight, word as lexeme from word
      union
      select place, weight, '~' || stem from word join stems using (word), unnest(stems) as stem
      union
      select place, 'A', '=' || replace(replace(shop_code(code), '\', '\\'), '''', '''''')
      from given, lateral (
        select one ->> 'sku' union select jsonb_array_elements_text(one -> 'barcodes')
      ) as codes (code)
      union
      select place, 'D', '#' || (one ->> 'categoryId') from given
      union
      select place, 'D', '@' || organization from given),
    vector as (
      select place, string_agg(format('''%s'':1%s', lexeme, weight), ' ')::tsvector as search
      from lexeme group by place)
    select g.one, v.search from given g join vector v using (place);
  end;

create or replace function shop_vector(organization uuid, item jsonb) returns tsvector
  language sql immutable parallel safe
  return (select v.search from shop_vectors(organization, array[item]) v);

drop function shop_lexemes;

-- As in 0007, with the vectors of all items made at once.
create or replace function shop_refresh(organization uuid, items uuid[]) returns void
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
      i.document ->> 'priceScheduleStart' as schedule_start, (
        select jsonb_object_agg(key, value) from jsonb_each(i.document)
        where key in ('id', 'storeId', 'sku', 'name', 'description', 'kind', 'barcodes',
          'categoryId', 'brand', 'size', 'colour', 'condition', 'defects', 'price', 'listedOn',
          'pictures')) as document
    from item i
    join stock_level l on l.organization_id = i.organization_id and l.store_id = i.store_id
      and l.item_id = i.id
    where i.organization_id = organization and i.id = any(items) and not i.deleted
      and not i.withdrawn and i.kind <> 'service' and l.on_hand > l.claimed),
  vector as materialized (
    select (v.item ->> 'id')::uuid as id, v.search
    from shop_vectors(organization, array(select document from source)) v)
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
  insert into shop_word (organization_id, word, typos)
  select organization, word, array(
    select left(word, place - 1) || substr(word, place + 1)
    from generate_series(1, length(word)) place) || word
  from (
    select distinct left(w.word, 40) as word from shop_item s
    cross join lateral regexp_split_to_table(shop_fold(concat_ws(' ', s.document ->> 'name',
      s.document ->> 'brand', s.document ->> 'colour')), '[[:space:][:punct:][:cntrl:]]+') as w (word)
    where s.organization_id = organization and s.item_id = any(items)
  ) as found
  where length(word) between 3 and 30 and not exists (
    select from shop_word known
    where known.organization_id = organization and known.word = found.word collate "C")
  order by word
  on conflict do nothing;
end $$;

do $$
declare
  one uuid;
begin
  for one in select id from organization loop
    perform set_config('app.organization_id', one::text, true);
    update shop_item s set search = v.search
    from (select (r.item ->> 'id')::uuid as id, r.search from shop_vectors(one,
      array(select document from shop_item where organization_id = one)) r) v
    where s.organization_id = one and s.item_id = v.id;
  end loop;
  perform set_config('app.organization_id', '', true);
end $$;
