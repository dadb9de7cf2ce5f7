-- What the public catalogue reads: every thing that can be had now, with what anyone may know of it.
--
-- A thing has a row exactly as long as it is on sale: not deleted, not withdrawn, no service, and a
-- piece of it is free. Triggers on the tables of truth keep it so within the writer's transaction.
-- They are exact because every writer of an item or of a stock level holds the lock of its store's
-- feed by then, so that of two writers the later sees what the earlier wrote. A sale costs the
-- deletion of one row; nothing of the search index is touched by it.
--
-- The rows are readable without an organization: row-level security lets no index be used for words,
-- whose operators are not leakproof. Each query names its organization; a test walks the pages.

create extension if not exists pg_trgm;

create table shop_item (
  organization_id uuid not null,
  store_id uuid not null,
  item_id uuid not null,
  category_id uuid not null,
  -- Public fields of the item's document, and nothing else.
  document jsonb not null,
  brand text not null,
  size text not null,
  colour text not null,
  condition text not null,
  price bigint not null,
  listed_on date not null,
  schedule_id uuid,
  schedule_start date not null,
  -- The price after markdown, for order and filters alone; right until `reprice_on` (null: for ever).
  sort_price bigint not null,
  price_since date,
  reprice_on date,
  search tsvector not null,
  changed_at bigint not null,
  primary key (organization_id, store_id, item_id)
);
create unique index shop_item_by_id on shop_item (organization_id, item_id);
create index shop_item_newest on shop_item (organization_id, listed_on desc, item_id desc);
create index shop_item_in_category
  on shop_item (organization_id, category_id, listed_on desc, item_id desc);
create index shop_item_in_store
  on shop_item (organization_id, store_id, listed_on desc, item_id desc);
create index shop_item_by_price on shop_item (organization_id, sort_price, item_id);
create index shop_item_reduced on shop_item (organization_id, price_since desc, item_id)
  where price_since is not null;
create index shop_item_to_reprice on shop_item (organization_id, reprice_on)
  where reprice_on is not null;
create index shop_item_search on shop_item using gin (search) with (fastupdate = off);

-- Words that things on sale have or had, to understand words with typing errors: `typos` are the
-- word and what is left of it without one letter, so that two spellings one step apart share one.
create table shop_word (
  organization_id uuid not null,
  word text collate "C" not null,
  typos text[] not null,
  primary key (organization_id, word)
);
create index shop_word_typos on shop_word using gin (typos);
create index shop_word_parts on shop_word using gin (word gin_trgm_ops);

-- Address, hours and words about a store, as visitors of the shop see them.
create table store_profile (
  organization_id uuid not null,
  store_id uuid not null,
  document jsonb not null,
  revision integer not null default 1,
  changed_at bigint not null,
  primary key (organization_id, store_id),
  foreign key (organization_id, store_id) references store (organization_id, id)
);

-- Text without case and accents, as it is searched.
create function shop_fold(value text) returns text
  language sql immutable parallel safe
  return translate(
    replace(replace(replace(
      regexp_replace(lower(normalize(value, nfkd)), '[\u0300-\u036f]', '', 'g'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    'øłđı', 'oldi');

create function shop_words(value text) returns text[]
  language sql immutable parallel safe
  return array(
    select distinct left(word, 40) from regexp_split_to_table(shop_fold(value), '[^[:alnum:]]+') word
    where word <> '');

-- A code as it is looked up: GTINs without leading zeros, so that all their spellings are one.
create function shop_code(value text) returns text
  language sql immutable parallel safe
  return case when value ~ '^([0-9]{8}|[0-9]{12,14})$' then ltrim(value, '0')
    else lower(btrim(value)) end;

-- Lexemes are words, `~` and the stem of a word, `=` and a code, `#` and a category's id, `@` and
-- the organization's: with it one organization's search never walks through another's things.
create function shop_lexemes(words text[], weight text) returns text
  language sql immutable parallel safe
  return coalesce((
    select string_agg(format('''%s'':1%s', lexeme, weight), ' ') from (
      select word from unnest(words) word
      union
      select '~' || stem from unnest(words) word,
        unnest(ts_lexize('english_stem', word) || ts_lexize('german_stem', word)) stem
    ) as found (lexeme)), '');

create function shop_vector(organization uuid, item jsonb) returns tsvector
  language sql immutable parallel safe
  return (
    shop_lexemes(shop_words(item ->> 'name'), 'A') || ' '
    || shop_lexemes(shop_words(item ->> 'brand'), 'B') || ' '
    || shop_lexemes(shop_words(concat_ws(' ', item ->> 'sku', item ->> 'size', item ->> 'colour')), 'C')
    || ' '
    || shop_lexemes(shop_words(left(concat_ws(' ', item ->> 'description', item ->> 'defects'), 2000)), 'D')
    || coalesce((
      select string_agg(format(' ''=%s'':1A',
        replace(replace(shop_code(code), '\', '\\'), '''', '''''')), '')
      from (select item ->> 'sku' union select jsonb_array_elements_text(item -> 'barcodes'))
        as codes (code)), '')
    || format(' ''#%s'':1D ''@%s'':1D', item ->> 'categoryId', organization))::tsvector;

-- Words of the organization that a word may have been meant for, nearest first.
create function shop_similar(organization uuid, wanted text) returns text[]
  language sql stable parallel safe
  return array(
    select word from shop_word
    where organization_id = organization and (
      typos && (array(
        select left(wanted, place - 1) || substr(wanted, place + 1)
        from generate_series(1, length(wanted)) place) || wanted)
      or length(wanted) >= 5 and word % wanted
      or length(wanted) >= 4 and word like '%' || wanted || '%')
    order by similarity(word, wanted) desc, word limit 20);

-- Brings the rows of these items in line with the tables of truth.
create function shop_refresh(organization uuid, items uuid[]) returns void
  language plpgsql as $$
begin
  delete from shop_item s where s.organization_id = organization and s.item_id = any(items)
    and not exists (
      select from item i
      join stock_level l on l.organization_id = i.organization_id and l.store_id = i.store_id
        and l.item_id = i.id
      where i.organization_id = organization and i.id = s.item_id and not i.deleted
        and not i.withdrawn and i.kind <> 'service' and l.on_hand > l.claimed);
  insert into shop_item as s (organization_id, store_id, item_id, category_id, document, brand,
    size, colour, condition, price, listed_on, schedule_id, schedule_start, sort_price, reprice_on,
    search, changed_at)
  select i.organization_id, i.store_id, i.id, i.category_id, p.document,
    p.document ->> 'brand', p.document ->> 'size', p.document ->> 'colour',
    p.document ->> 'condition', (p.document ->> 'price')::bigint,
    (p.document ->> 'listedOn')::date, (i.document ->> 'priceScheduleId')::uuid,
    coalesce(i.document ->> 'priceScheduleStart', i.document ->> 'listedOn')::date,
    (p.document ->> 'price')::bigint,
    case when i.document ->> 'priceScheduleId' is null then null else date '-infinity' end,
    shop_vector(i.organization_id, p.document), (extract(epoch from now()) * 1000)::bigint
  from item i
  join stock_level l on l.organization_id = i.organization_id and l.store_id = i.store_id
    and l.item_id = i.id
  cross join lateral (
    select jsonb_object_agg(key, value) as document from jsonb_each(i.document)
    where key in ('id', 'storeId', 'sku', 'name', 'description', 'kind', 'barcodes', 'categoryId',
      'brand', 'size', 'colour', 'condition', 'defects', 'price', 'listedOn', 'pictures')) p
  where i.organization_id = organization and i.id = any(items) and not i.deleted
    and not i.withdrawn and i.kind <> 'service' and l.on_hand > l.claimed
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
    select distinct word from shop_item s, unnest(shop_words(concat_ws(' ',
      s.document ->> 'name', s.document ->> 'brand', s.document ->> 'colour'))) word
    where s.organization_id = organization and s.item_id = any(items)
      and length(word) between 3 and 30
  ) as found
  order by word
  on conflict do nothing;
end $$;

create function shop_item_changed() returns trigger language plpgsql as $$
declare
  one record;
begin
  for one in select organization_id, array_agg(id) as ids from now_rows group by 1 loop
    perform shop_refresh(one.organization_id, one.ids);
  end loop;
  return null;
end $$;

-- A row of stock that stays on the side of zero where it was changes nothing here.
create function shop_stock_inserted() returns trigger language plpgsql as $$
declare
  one record;
begin
  for one in select organization_id, array_agg(item_id) as ids from now_rows
    where on_hand > claimed group by 1 loop
    perform shop_refresh(one.organization_id, one.ids);
  end loop;
  return null;
end $$;

create function shop_stock_updated() returns trigger language plpgsql as $$
declare
  one record;
begin
  for one in
    select n.organization_id, array_agg(n.item_id) filter (where n.on_hand <= n.claimed) as gone,
      array_agg(n.item_id) filter (where n.on_hand > n.claimed) as back
    from now_rows n
    join old_rows o using (organization_id, store_id, item_id)
    where (n.on_hand > n.claimed) <> (o.on_hand > o.claimed) group by 1
  loop
    delete from shop_item where organization_id = one.organization_id and item_id = any(one.gone);
    if one.back is not null then perform shop_refresh(one.organization_id, one.back); end if;
  end loop;
  return null;
end $$;

create function shop_schedule_changed() returns trigger language plpgsql as $$
begin
  update shop_item s set reprice_on = '-infinity' from now_rows n
  where s.organization_id = n.organization_id and s.schedule_id = n.id;
  return null;
end $$;

create trigger shop_item_inserted after insert on item
  referencing new table as now_rows for each statement execute function shop_item_changed();
create trigger shop_item_updated after update on item
  referencing new table as now_rows for each statement execute function shop_item_changed();
create trigger shop_stock_inserted after insert on stock_level
  referencing new table as now_rows for each statement execute function shop_stock_inserted();
create trigger shop_stock_updated after update on stock_level
  referencing old table as old_rows new table as now_rows
  for each statement execute function shop_stock_updated();
create trigger shop_schedule_updated after update on price_schedule
  referencing new table as now_rows for each statement execute function shop_schedule_changed();

do $$
declare
  tenant_table text;
  organization uuid;
begin
  foreach tenant_table in array array['shop_item', 'shop_word', 'store_profile'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
  end loop;
  foreach tenant_table in array array['shop_item', 'shop_word'] loop
    execute format('create policy readable_by_all on %I for select using (true)', tenant_table);
    execute format(
      'create policy added_as_itself on %I for insert
         with check (organization_id = (select current_organization()))', tenant_table);
    execute format(
      'create policy changed_as_itself on %I for update
         using (organization_id = (select current_organization()))
         with check (organization_id = (select current_organization()))', tenant_table);
    execute format(
      'create policy removed_as_itself on %I for delete
         using (organization_id = (select current_organization()))', tenant_table);
  end loop;
  create policy own_organization on store_profile
    using (organization_id = (select current_organization()))
    with check (organization_id = (select current_organization()));

  -- What is on sale already.
  for organization in select id from organization loop
    perform set_config('app.organization_id', organization::text, true);
    perform shop_refresh(organization,
      array(select i.id from item i where i.organization_id = organization and not i.deleted));
  end loop;
  perform set_config('app.organization_id', '', true);
end $$;

grant select, insert, update, delete on shop_item to second_chance_app;
grant select, insert on shop_word to second_chance_app;
grant select, insert, update on store_profile to second_chance_app;
