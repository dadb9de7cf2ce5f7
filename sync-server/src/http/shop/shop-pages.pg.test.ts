import { itemAddress, lastPart, shortId } from '@second-chance/shared/shop/address.ts';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { isStorableText } from '@second-chance/shared/text/text-schema.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildShop } from '../../../../build/lib/renderer.ts';
import { aNewItem, type RestFixture, restFixture } from '../../../test/rest-fixture.ts';

type Organization = Awaited<ReturnType<RestFixture['anOrganization']>>;
type NewThing = ReturnType<typeof aNewItem> & { readonly id: never };

let server: RestFixture;
let mine: Organization;
let theirs: Organization;

beforeAll(async () => {
  buildShop(() => undefined);
  server = await restFixture();
  mine = await server.anOrganization('mine');
  theirs = await server.anOrganization('theirs');
});
afterAll(() => server[Symbol.asyncDispose]());

async function add(to: Organization, fields: Record<string, unknown>) {
  const item = aNewItem(to.store, fields) as NewThing;
  const { token } = to.store.admin;
  const answer = await server.ask('POST', '/items', { token, body: item });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { ...item, path: itemAddress('en', item) };
}

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, {
    headers: { 'x-organization': 'mine', ...headers },
    redirect: 'manual',
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

function sell(item: { readonly id: string }) {
  return stock(item, 0);
}

/** Writes a level as the server does: with the next number of the store's feed. */
function stock({ id }: { readonly id: string }, quantity: number) {
  return server.query(
    `with number as (
       update feed_scope set last_number = last_number + 1 where store_id = $1
       returning last_number)
     update stock_level set on_hand = $2, feed_number = (select last_number from number)
     where item_id = $3`,
    [mine.store.storeId, quantity, id],
  );
}

test('the root goes to the language that a browser asks for, and says that it depends on it', async () => {
  for (const [wanted, path] of [
    ['de-AT,de;q=0.9,en;q=0.5', '/de/'],
    ['fr,en;q=0.3', '/en/'],
    ['ja', '/en/'],
  ] as const) {
    const { status, headers } = await get('/', { 'accept-language': wanted });
    expect([status, headers.get('location')]).toEqual([302, path]);
    expect(headers.get('vary')).toContain('Accept-Language');
  }
});

test('a thing is at its address alone; with other words before its id it has moved there for good', async () => {
  const item = await add(mine, { name: 'Copper kettle' });
  expect((await get(item.path)).status).toBe(200);
  for (const part of [shortId(item.id), `tin-kettle-${shortId(item.id)}`]) {
    const { status, headers } = await get(`/en/item/${part}`);
    expect([status, headers.get('location')]).toEqual([301, item.path]);
  }
  expect((await get(`/en/item/copper-kettle-${'0'.repeat(25)}`)).status).toBe(404);
  expect((await get('/en/item/copper-kettle')).status).toBe(404);
});

test('a sold thing is gone, says so and shows others; it is in no list, feed or sitemap', async () => {
  const item = await add(mine, { name: 'Singular gramophone' });
  await add(mine, { name: 'Other gramophone' });
  const part = lastPart(item);
  const lists = [
    '/en/',
    '/en/search',
    '/en/feed.xml',
    '/sitemap/1.xml',
    '/en/store/second-chance-kreuzberg',
  ];
  for (const path of lists) expect((await get(path)).text, path).toContain(part);
  await sell(item);
  const gone = await get(item.path);
  expect(gone.status).toBe(410);
  expect(gone.text).toContain('This one is gone');
  expect(gone.text).toContain('Other gramophone');
  expect(gone.text).toContain('noindex');
  expect(gone.text).not.toContain('InStoreOnly');
  for (const path of lists) expect((await get(path)).text, path).not.toContain(part);
  await stock(item, 1);
  expect((await get(item.path)).status).toBe(200);
});

test('withdrawn and deleted things, services and what only staff may know are on no page', async () => {
  const item = await add(mine, { name: 'Secret chair', unitCost: 98_765, taxScheme: 'margin' });
  const service = await add(mine, { name: 'Hemming', kind: 'service' });
  expect((await get(item.path)).text).not.toMatch(/98765|987\.65|unitCost|margin/);
  expect((await get(service.path)).status).toBe(404);
  const { token } = mine.store.admin;
  await server.ask('PATCH', `/items/${item.id}`, { token, body: { revision: 1, withdrawn: true } });
  const withdrawn = await get(item.path);
  expect([withdrawn.status, withdrawn.text.includes('Secret chair')]).toEqual([404, false]);
  await server.ask('DELETE', `/items/${item.id}`, { token });
  expect((await get(item.path)).status).toBe(404);
});

test('nothing of a store that is closed is in the shop, whatever is written there, until it opens again', async () => {
  const { otherStore, platform } = mine;
  const other = { ...mine, store: otherStore };
  await add(mine, { name: 'A chair of the other store' });
  const item = await add(other, { name: 'Sheltered sideboard' });
  const { storeId } = otherStore;
  const pages = ['/en/', '/en/search?q=sideboard', '/en/feed.xml', '/sitemap/1.xml'];
  const slugs = async () => {
    const { text } = await get('/sitemap/pages.xml');
    return [...new Set([...text.matchAll(/\/en\/store\/([\w-]+)/g)].map(([, slug = '']) => slug))];
  };
  const before = await slugs();
  for (const path of pages) expect((await get(path)).text, path).toContain(shortId(item.id));
  const ways = async () => (await get('/en/search')).text.includes(storeId);
  expect(await ways(), 'a way to filter by it').toBe(true);

  expect((await server.ask('POST', `/stores/${storeId}/close`, { token: platform })).status).toBe(
    200,
  );
  const hidden = await add(other, { name: 'Sheltered sideboard two' });
  await expect.poll(async () => (await slugs()).length).toBe(before.length - 1);
  for (const path of pages) {
    const { text } = await get(path);
    for (const { id } of [item, hidden]) expect(text, path).not.toContain(shortId(id));
  }
  expect(await ways(), 'a way to filter by it').toBe(false);
  for (const { path } of [item, hidden]) expect((await get(path)).status).toBe(404);
  const left = await slugs();
  const [gone = ''] = before.filter((slug) => !left.includes(slug));
  expect((await get(`/en/store/${gone}`)).status).toBe(404);

  expect((await server.ask('POST', `/stores/${storeId}/reopen`, { token: platform })).status).toBe(
    200,
  );
  await expect.poll(async () => (await get(hidden.path)).status).toBe(200);
  for (const path of pages) expect((await get(path)).text, path).toContain(shortId(item.id));
});

test('what a picture shows is read out in its place, and told to machines', async () => {
  const pictures = ['front.jpg', 'constructor'];
  const item = await add(mine, { name: 'Described dresser', pictures });
  const path = `/items/${item.id}/picture-words`;
  const { token } = mine.store.admin;
  const words = 'A chip at the "left" foot';
  const rows = [{ name: 'front.jpg', words }];
  expect((await server.ask('PUT', path, { token, body: { rows } })).body).toEqual({ rows });
  const { text } = await get(item.path);
  expect(text).toContain('alt="A chip at the &quot;left&quot; foot"');
  expect(text).toContain('alt="Described dresser, Photo 2 of 2"');
  expect(text).toContain('"caption":"A chip at the \\"left\\" foot"');
  const elsewhere = await server.ask('PUT', path, {
    token,
    body: { rows: [{ name: 'others.jpg', words }] },
  });
  expect(elsewhere.body).toMatchObject({ code: 'NOT_FOUND' });
  const none = await server.ask('PUT', path, {
    token,
    body: { rows: [{ ...rows[0], words: '' }] },
  });
  expect(none.body).toEqual({ rows: [] });
  expect((await get(item.path)).text).not.toContain('A chip at');
});

test('a page is kept by caches and asked about each time: nothing new costs no page, a sale shows at once', async () => {
  const item = await add(mine, { name: 'Cached lamp' });
  for (const path of [item.path, '/en/search?q=cached']) {
    const first = await get(path);
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    expect(first.headers.get('vary')).toContain('Accept-Encoding');
    const tag = first.headers.get('etag') ?? '';
    const again = await get(path, { 'if-none-match': tag });
    expect([again.status, again.text]).toEqual([304, '']);
    // The nonce of the kept page must go on being the one of its kept policy.
    expect(again.headers.get('content-security-policy')).toBeNull();
  }
  const tags = await Promise.all(
    [item.path, '/en/search?q=cached'].map(
      async (path) => [path, (await get(path)).headers.get('etag') ?? ''] as const,
    ),
  );
  await sell(item);
  const statuses = await Promise.all(
    tags.map(async ([path, tag]) => (await get(path, { 'if-none-match': tag })).status),
  );
  expect(statuses).toEqual([410, 200]);
});

test('a page’s script runs by the nonce of its policy, which nothing else can know', async () => {
  const item = await add(mine, { name: 'Policed chair' });
  const { headers, text } = await get(item.path);
  const policy = headers.get('content-security-policy') ?? '';
  const [, nonce = ''] = /'nonce-([\w-]+)'/.exec(policy) ?? [];
  expect(nonce.length).toBeGreaterThanOrEqual(22);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  for (const [tag] of text.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
  expect(text).not.toMatch(/\son[a-z]+=|\sstyle=|javascript:/i);
  const other = await get('/en/');
  expect(other.headers.get('content-security-policy')).not.toContain(nonce);
});

test('pages come compressed by what a browser understands', async () => {
  for (const [accepted, encoding] of [
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const) {
    const { headers, text } = await get('/en/', { 'accept-encoding': accepted });
    expect(headers.get('content-encoding')).toBe(encoding);
    expect(text).toContain('</html>');
  }
});

test('files of the build have names that say what is in them and are kept for ever', async () => {
  const { text } = await get('/en/');
  const [style = ''] = /\/shop\/assets\/[^"]+\.css/.exec(text) ?? [];
  const [script = ''] = /\/shop\/assets\/[^"]+\.js/.exec(text) ?? [];
  for (const path of [style, script]) {
    const { status, headers } = await get(path);
    expect([status, headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
  }
});

test('machines are told what a thing is: product, price, condition, trail, languages, card', async () => {
  const item = await add(mine, { name: 'Told teapot', price: 1_250, pictures: ['pot.jpg'] });
  const { text } = await get(item.path);
  const data = [
    ...text.matchAll(/<script type="application\/ld\+json"[^>]*>([^<]*)<\/script>/g),
  ].map(([, json = '']) => JSON.parse(json));
  const product = data.find((thing) => thing['@type'] === 'Product');
  expect(product).toMatchObject({
    name: 'Told teapot',
    itemCondition: 'https://schema.org/UsedCondition',
    offers: {
      price: '12.50',
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStoreOnly',
    },
  });
  expect(data.map((thing) => thing['@type'])).toContain('BreadcrumbList');
  expect(text).toContain(`<link rel="canonical" href="${server.url}${item.path}"/>`);
  for (const language of ['en', 'de', 'x-default'])
    expect(text).toContain(`hrefLang="${language}"`);
  expect(text).toContain('/pictures/card/pot.jpg.jpg');
  const home = await get('/de/');
  expect(home.text).toContain('"@type":"Store"');
});

test('robots, sitemaps and the feed name what is on sale, with when it changed', async () => {
  await add(mine, { name: 'Listed vase' });
  const index = await get('/sitemap.xml');
  expect(index.headers.get('content-type')).toContain('application/xml');
  const maps = [...index.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc = '']) => loc);
  expect(maps).toEqual([`${server.url}/sitemap/pages.xml`, `${server.url}/sitemap/1.xml`]);
  const items = await get('/sitemap/1.xml');
  expect(items.text).toMatch(/\/de\/item\/listed-vase-[^<]+<\/loc><lastmod>\d{4}-/);
  expect((await get('/sitemap/2.xml')).status).toBe(404);
  expect((await get('/robots.txt')).text).toContain(`Sitemap: ${server.url}/sitemap.xml`);
  const feed = await get('/de/feed.xml');
  expect(feed.headers.get('content-type')).toContain('application/atom+xml');
  expect(feed.text).toContain('Listed vase');
});

test('no page of one organization shows anything of another', async () => {
  const foreign = await add(theirs, {
    name: 'Foreign treasure',
    brand: 'Foreignbrand',
    sku: 'F-1',
  });
  await add(mine, { name: 'Domestic treasure' });
  const { storeId, category } = theirs.store;
  const paths = ['en', 'de'].flatMap((language) => [
    `/${language}/`,
    `/${language}/search`,
    `/${language}/search?q=foreign`,
    `/${language}/search?q=treasure`,
    `/${language}/search?q=F-1`,
    `/${language}/search?brand=Foreignbrand`,
    `/${language}/search?store=${storeId}`,
    `/${language}/search?category=${category.id}`,
    `/${language}/c/${lastPart({ ...category, name: 'Jackets' } as never)}`,
    foreign.path.replace('/en/', `/${language}/`),
    `${foreign.path.replace('/en/', `/${language}/`)}/live`,
    `/${language}/wishlist`,
    `/${language}/wishlist/cards?ids=${foreign.id}`,
    `/${language}/feed.xml`,
    `/${language}/nowhere`,
  ]);
  for (const path of [...paths, '/sitemap.xml', '/sitemap/1.xml', '/sitemap/pages.xml']) {
    const { text } = await get(path);
    expect(text, path).not.toMatch(/Foreign treasure|foreign-treasure/);
    expect(text, path).not.toContain(shortId(foreign.id));
    expect(text, path).not.toContain(theirs.organizationId);
  }
  expect((await get(foreign.path)).status).toBe(404);
  expect((await get(foreign.path, { 'x-organization': 'theirs' })).status).toBe(200);
  expect((await get('/en/', { 'x-organization': 'nobody' })).status).toBe(404);
});

test('wished things come as cards in the order asked for, sold ones marked, unknown ones not', async () => {
  const [one, two] = [await add(mine, { name: 'Wish one' }), await add(mine, { name: 'Wish two' })];
  await sell(one);
  const ids = [two.id, crypto.randomUUID(), one.id, 'nonsense'].join(',');
  const { status, text } = await get(`/en/wishlist/cards?ids=${ids}`);
  expect(status).toBe(200);
  const cards = [...text.matchAll(/data-item="([^"]+)"( data-sold)?/g)];
  expect(cards.map(([, id, sold]) => [id, sold !== undefined])).toEqual([
    [two.id, false],
    [one.id, true],
  ]);
});

test('an open page hears when its thing is sold, and when it is back', async () => {
  const item = await add(mine, { name: 'Watched clock' });
  const stop = new AbortController();
  const response = await fetch(`${server.url}${item.path}/live`, {
    headers: { 'x-organization': 'mine' },
    signal: stop.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = (response.body ?? new ReadableStream())
    .pipeThrough(new TextDecoderStream())
    .getReader();
  const heard: string[] = [];
  const hear = async (states: number) => {
    while (heard.length < states) {
      const { value = '', done } = await reader.read();
      if (done) throw new Error('the line was closed');
      heard.push(...[...value.matchAll(/"state":"(\w+)"/g)].map(([, state = '']) => state));
    }
  };
  await hear(1);
  await stock(item, 0);
  await server.query(`select pg_notify('store_feed', $1)`, [
    `${mine.organizationId}:${mine.store.storeId}:9`,
  ]);
  await hear(2);
  await stock(item, 1);
  await server.query(`select pg_notify('store_feed', $1)`, [
    `${mine.organizationId}:${mine.store.storeId}:10`,
  ]);
  await hear(3);
  expect(heard).toEqual(['available', 'sold', 'available']);
  stop.abort();
});

test('a store tells what its profile says, in the language of the page', async () => {
  const path = `/stores/${mine.store.storeId}/profile`;
  const { token } = mine.store.admin;
  const { body: profile } = await server.ask('GET', `${path}?organization=mine`);
  const { storeId: _, ...fields } = profile;
  const body = {
    ...fields,
    street: '1 Test Lane',
    hours: [[{ opens: 540, closes: 1_020 }], [], [], [], [], [], []],
    about: { en: 'We are here.', de: 'Wir sind da.' },
  };
  expect((await server.ask('PUT', path, { token, body })).body).toMatchObject({ revision: 1 });
  const stale = await server.ask('PUT', path, { token, body: { ...body, street: '2 Test Lane' } });
  expect(stale.body).toMatchObject({ code: 'CONFLICT' });
  const german = async () => (await get('/de/store/second-chance-kreuzberg')).text;
  await expect.poll(german).toContain('1 Test Lane');
  expect(await german()).toMatch(
    /Wir sind da\.[\s\S]*openstreetmap|openstreetmap[\s\S]*Wir sind da\./,
  );
  expect(await german()).toContain('09:00–17:00');
});

test('every naughty string is a name that is shown as it is, breaks nothing and can be searched', async (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const texts = readNaughtyStrings().filter(
    (text) => text.trim() !== '' && isStorableText(text) && [...text].length <= 300,
  );
  const items = texts.map(
    (name) => ({ ...aNewItem(mine.store, { name, defects: name }) }) as NewThing & { name: string },
  );
  const { token } = mine.store.admin;
  const made = await server.ask('POST', '/items/batch', { token, body: { items } });
  expect(made.body).toEqual({ created: items.length, alreadyThere: 0 });
  expect(items.length).toBeGreaterThan(400);
  for (const item of items) {
    const { status, text } = await get(itemAddress('en', item));
    expect(status, item.name).toBe(200);
    // Whatever it is called, the page has the scripts that it has and no other, in a whole document.
    expect(text.match(/<script/g)?.length, item.name).toBe(3);
    expect(text.endsWith('</html>'), item.name).toBe(true);
    const [, json = '{}'] =
      /<script type="application\/ld\+json"[^>]*>([^<]*)<\/script>/.exec(text) ?? [];
    expect(JSON.parse(json).name).toBe(item.name);
  }
  for (const item of items.filter((_, place) => place % 9 === 0)) {
    const { status, text } = await get(
      `/en/search?q=${encodeURIComponent(item.name.slice(0, 200))}`,
    );
    expect(status, item.name).toBe(200);
    expect(text.match(/<script/g)?.length, item.name).toBe(1);
    const hasWords = /[\p{L}\p{N}]{2}/u.test(item.name.slice(0, 200));
    if (hasWords)
      expect(text.includes(shortId(item.id)) || text.includes('class="paging"'), item.name).toBe(
        true,
      );
  }
});
