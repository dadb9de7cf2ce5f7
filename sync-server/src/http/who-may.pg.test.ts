import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';
import { openApiDocument } from './openapi.ts';
import { ROUTES } from './test/all-routes.ts';
import { EVERYBODY, type Organization, tokenOf } from './test/people.ts';
import { at } from './test/route.ts';
import { fieldsByRoute, pathsOf, withText } from './test/text-fields.ts';
import { type Things, things } from './test/things.ts';

let server: RestFixture;
let shop: Organization;
let foreign: Organization;
/** What nobody who is refused can have changed, so that one set serves all of them. */
let untouched: Things;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('mine');
  foreign = await server.anOrganization('foreign');
  untouched = await things(server, shop);
});

afterAll(() => server[Symbol.asyncDispose]());

test('the walk goes over every route that the API has', async () => {
  const { paths = {} } = await openApiDocument();
  const all = Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const)
      .filter((method) => item?.[method])
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  const walked = all.filter((route) => !/ \/(auth|sync|account)\//.test(route));
  expect(ROUTES.map(({ route }) => route).toSorted()).toEqual(walked.toSorted());
});

test.for(ROUTES)('$route answers $may and refuses everybody else', async ({ may, ask }) => {
  for (const who of EVERYBODY) {
    const [method, path, body] = ask(may.includes(who) ? await things(server, shop) : untouched);
    const asked = { token: tokenOf(who, shop), body };
    const query = path.includes('?') ? '&' : '?';
    const answer = await server.ask(method, `${path}${query}organization=mine`, asked);
    if (may.includes(who)) {
      expect(answer.status, `${who}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    } else if (who === 'stranger') {
      expect(answer.body, who).toMatchObject({ code: 'NOT_SIGNED_IN' });
    } else {
      const codes = may.length === 0 ? ['NOT_ALLOWED', 'NOT_FOUND', 'CONFLICT'] : ['NOT_ALLOWED'];
      expect(codes, `${who}: ${answer.status}`).toContain(answer.body.code);
    }
  }
});

const SUM_OF_NOTHING = { records: 0, net: 0, tax: 0, gross: 0 };
const OPEN_LISTS = ['GET /categories', 'GET /stores', 'GET /audit-log', 'GET /items', 'GET /mail'];

test.for(ROUTES)(
  '$route gives the people of another organization nothing',
  async ({ route, ask }) => {
    const before = await server.query(`select count(*)::int as lines from audit_log
    where organization_id = '${shop.organizationId}'`);
    for (const who of ['customer', 'employee', 'admin', 'platform'] as const) {
      const token = tokenOf(who, foreign);
      const [method, path, body] = ask(untouched);
      const answer = await server.ask(method, path, { token, body });
      if (answer.status < 300) {
        const rows: unknown[] = answer.body.rows ?? [answer.body];
        const shown = JSON.stringify(rows);
        expect(shown, `${who} at ${route}`).not.toContain(untouched.store.storeId);
        expect(shown, `${who} at ${route}`).not.toContain(shop.organizationId);
        if (!OPEN_LISTS.includes(route) && route !== 'POST /stores') {
          expect(rows).toEqual(route === 'GET /sales/summary' ? [SUM_OF_NOTHING] : []);
        }
      } else {
        expect(['NOT_FOUND', 'NOT_ALLOWED', 'ALREADY_EXISTS']).toContain(answer.body.code);
      }
      const named = await server.ask(method, path, {
        token,
        body,
        headers: { 'x-organization': 'mine' },
      });
      expect(named.body.code).toBe('NOT_ALLOWED');
    }
    const after = await server.query(`select count(*)::int as lines from audit_log
    where organization_id = '${shop.organizationId}'`);
    expect(after).toEqual(before);
  },
);

/** What is no JSON of the contract: files, streams and uploads. */
function filesOf({ store, register, item }: Things): readonly (readonly [string, string])[] {
  return [
    ['GET', `/sales.csv?${at(store)}`],
    ['GET', `/shifts.csv?${at(store)}`],
    ['GET', `/audit-log.csv?${at(store)}`],
    ['GET', '/audit-log.csv'],
    ['GET', `/sales/${item.id}/receipt`],
    ['GET', `/registers/${register.id}/journal.ndjson?epoch=1`],
    ['GET', `/live?${at(store)}`],
    ['GET', `/tasks/${item.id}/files/items.csv`],
    ['POST', `/imports?${at(store)}&id=${newId<'Task'>()}&name=a.csv`],
    ['POST', `/pictures?${at(store)}`],
  ];
}

test('no file, stream or upload of an organization is there for people of another', async () => {
  const { storeId } = shop.store;
  for (const who of ['stranger', 'customer', 'employee', 'admin', 'platform'] as const) {
    const token = tokenOf(who, foreign);
    for (const [method, path] of filesOf(untouched)) {
      const response = await fetch(server.url + path, {
        method,
        headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'text/csv' },
        ...(method === 'POST' && { body: 'sku,name,price,category\nA,B,1,C' }),
      });
      const isStream = response.headers.get('content-type')?.includes('event-stream') === true;
      expect(isStream, `${who} follows ${path}`).toBe(false);
      const text = await response.text();
      for (const secret of [storeId, shop.organizationId, shop.store.admin.email]) {
        expect(text, `${who}: ${path}`).not.toContain(secret);
      }
      if (response.status < 300) {
        // Their own log, or a table of nothing: its head alone.
        const lines = text.trim().split('\n').length;
        if (path !== '/audit-log.csv') expect(lines, `${who}: ${path}`).toBe(1);
        expect(method).toBe('GET');
      }
    }
  }
});

/** Each field is given so many of the strings; one after another the fields go through all of them. */
const STRINGS_A_FIELD = 3;
const FIELDS_MIN = 60;

test('every field of every route takes naughty strings, or refuses them with a code', async (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const strings = readNaughtyStrings();
  const named = await fieldsByRoute();
  const used = new Set<string>();
  const faults: string[] = [];
  let own = await things(server, shop);
  let fields = 0;
  let kept = 0;
  for (const { route, may, ask } of ROUTES) {
    const who = may.find((each) => each !== 'stranger' && each !== 'customer') ?? 'admin';
    const token = tokenOf(who, shop);
    const [method, path, body] = ask(own);
    const begun = kept;
    const inBody = method === 'GET' ? [] : pathsOf(body, named.body.get(route) ?? []);
    const places = [
      ...inBody.map((place) => ({ place, inQuery: false })),
      ...(named.query.get(route) ?? []).map((name) => ({ place: [name], inQuery: true })),
    ];
    for (const { place, inQuery } of places) {
      fields += 1;
      for (let n = 0; n < STRINGS_A_FIELD; n += 1) {
        const text = strings[(fields * STRINGS_A_FIELD + n) % strings.length] ?? '';
        used.add(text);
        const [, , fresh] = ask(own);
        const query = `${path.includes('?') ? '&' : '?'}${place[0]}=${encodeURIComponent(text.toWellFormed())}`;
        const answer = await server.ask(method, inQuery ? path + query : path, {
          token,
          ...(method !== 'GET' && { body: inQuery ? fresh : withText(fresh, place, text) }),
        });
        if (answer.status < 300) kept += 1;
        else if (answer.status >= 500 || typeof answer.body.code !== 'string') {
          faults.push(`${route} ${place.join('.')} ${JSON.stringify(text)}: ${answer.status}`);
        }
      }
    }
    // The next route finds things as they were.
    if (method !== 'GET' && kept > begun) own = await things(server, shop);
  }
  expect(faults).toEqual([]);
  expect(fields).toBeGreaterThan(FIELDS_MIN);
  expect(used.size).toBe(new Set(strings).size);
  expect(kept, 'many of them are words like others').toBeGreaterThan(FIELDS_MIN);
});
