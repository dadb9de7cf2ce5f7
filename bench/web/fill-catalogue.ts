/** A shop of many things in a database, past all use cases; the shop's own triggers do the rest. */
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { CONDITIONS } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { shortId, slugOf } from '@second-chance/shared/shop/address.ts';
import {
  aCategory,
  anId,
  anItem,
  aPriceSchedule,
  aSettings,
  ORGANIZATION_ID,
  PRICE_SCHEDULE_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import type pg from 'pg';

const ADJECTIVES = words(
  'long short blue green faded heavy light warm soft striped checked dotted plain old rare small large wide narrow folding waxed quilted knitted woven painted carved glazed brass silver travel winter summer evening walking riding garden kitchen',
);
const MATERIALS = words(
  'wool linen cotton denim leather silk velvet corduroy oak pine walnut beech steel copper enamel porcelain glass paper canvas felt tweed cashmere mohair nylon bamboo',
);
const NOUNS = words(
  'jacket coat dress skirt jumper cardigan shirt trousers boots loafers sandals hat scarf bag belt purse lamp chair table stool shelf mirror clock teapot kettle casserole pan plate bowl mug vase candlestick book atlas novel record guitar camera bicycle tent racket skates puzzle blocks doll train',
);
const COLOURS = words('navy sky moss sage mustard rust red rose plum brown sand cream grey black');
const SIZES = ['XS', 'S', 'M', 'L', 'XL', '36', '38', '40', '42', '44', ''];
const SYLLABLES = words('ka lo mi ren sto vel dra fen nor tam bri ost hol way quil zu per lan');
const CATEGORIES = 24;
const AT_ONCE = 2_000;

export interface FilledItem {
  readonly path: string;
  readonly id: ItemId;
}

/** Fills it with `count` things; answers the address of each. */
export async function fillCatalogue(
  owner: pg.Client,
  { count, today }: { readonly count: number; readonly today: BusinessDay },
): Promise<readonly FilledItem[]> {
  const random = numbers(20_261_125);
  await owner.query('insert into organization values ($1, $2, $3, 0)', [
    ORGANIZATION_ID,
    'bench',
    'Second Chance',
  ]);
  await owner.query(
    'insert into store (organization_id, id, document, feed_number) values ($1, $2, $3, 1)',
    [ORGANIZATION_ID, STORE_ID, JSON.stringify(aSettings())],
  );
  await owner.query('insert into feed_scope values ($1, $2, 1)', [ORGANIZATION_ID, STORE_ID]);
  await insertDocument(owner, 'price_schedule', aPriceSchedule());
  for (let index = 0; index < CATEGORIES; index += 1) {
    const name = `${NOUNS[index * 2] ?? 'thing'}s & ${NOUNS[index * 2 + 1] ?? 'other'}s`;
    await insertDocument(owner, 'category', aCategory({ id: categoryId(index), name }));
  }
  // Made at the end, all at once.
  const { rows } = await owner.query(
    `select pg_get_indexdef('shop_item_search'::regclass) as made`,
  );
  await owner.query('drop index shop_item_search');
  const filled: FilledItem[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const items = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) =>
      anyItem(from + index, random, today),
    );
    await owner.query(
      `insert into item (organization_id, store_id, id, document, feed_number)
       select $1, $2, (d ->> 'id')::uuid, d, 1 from unnest($3::jsonb[]) as d`,
      [ORGANIZATION_ID, STORE_ID, items.map((item) => JSON.stringify(item))],
    );
    await owner.query(
      `insert into stock_level (organization_id, store_id, item_id, on_hand, feed_number)
       select $1, $2, unnest($3::uuid[]), 1, 1`,
      [ORGANIZATION_ID, STORE_ID, items.map(({ id }) => id)],
    );
    filled.push(
      ...items.map(({ id, name }) => ({ id, path: `/en/item/${slugOf(name)}-${shortId(id)}` })),
    );
  }
  await owner.query(rows[0].made);
  await owner.query('vacuum analyze');
  return filled;
}

/** Searches as people type them: words, several, parts, brands, codes, and one in ten mistyped. */
export function anySearches(count: number): readonly string[] {
  const random = numbers(7);
  return Array.from({ length: count }, () => {
    const kind = random(10);
    const noun = pick(NOUNS, random);
    if (kind < 3) return noun;
    if (kind < 6) return `${pick(MATERIALS, random)} ${noun}`;
    if (kind === 6) return `${pick(ADJECTIVES, random)} ${pick(COLOURS, random)} ${noun}`;
    if (kind === 7) return noun.slice(0, 4);
    if (kind === 8) return anyBrand(random);
    return `${noun.slice(0, 2)}${noun.slice(3)}`;
  });
}

function anyItem(
  index: number,
  random: (below: number) => number,
  today: BusinessDay,
): ItemDocument {
  const noun = random(NOUNS.length);
  const name = [pick(ADJECTIVES, random), pick(MATERIALS, random), NOUNS[noun]].join(' ');
  return anItem({
    id: anId<'Item'>(0x100000 + index),
    sku: `B-${index}`,
    barcodes: [`SC-${index}`],
    name: name.charAt(0).toUpperCase() + name.slice(1),
    description: `A ${name} from a house in the ${pick(ADJECTIVES, random)} street, looked after well.`,
    brand: random(5) === 0 ? '' : anyBrand(random),
    size: pick(SIZES, random),
    colour: pick(COLOURS, random),
    condition: pick(CONDITIONS, random),
    defects: random(4) === 0 ? 'A small mark at the back.' : '',
    categoryId: categoryId(Math.floor(noun / 2)),
    price: minorUnits(200 + random(9_000)),
    priceScheduleId: random(3) === 0 ? null : PRICE_SCHEDULE_ID,
    listedOn: addDays(today, -random(200)),
    pictures: [`b-${index % 500}.jpg`],
  });
}

function anyBrand(random: (below: number) => number): string {
  const name = pick(SYLLABLES, random) + pick(SYLLABLES, random) + pick(SYLLABLES, random);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

async function insertDocument(
  owner: pg.Client,
  table: 'category' | 'price_schedule',
  document: { readonly id: string },
): Promise<void> {
  await owner.query(
    `insert into ${table} (organization_id, store_id, id, document, feed_number) values ($1, $2, $3, $4, 1)`,
    [ORGANIZATION_ID, STORE_ID, document.id, JSON.stringify(document)],
  );
}

function categoryId(index: number): CategoryId {
  return anId<'Category'>(0x900 + (index % CATEGORIES));
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

function pick<T>(from: readonly T[], random: (below: number) => number): T {
  return from[random(from.length)] as T;
}

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
