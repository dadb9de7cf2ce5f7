import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { sweepPictures, UNUSED_KEPT_MS } from '../picture-uploads/sweep-pictures.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;
let foreign: Awaited<ReturnType<RestFixture['anOrganization']>>;
let photo: Uint8Array<ArrayBuffer>;

const aPhoto = async (colour: string) =>
  new Uint8Array(
    await sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
      .jpeg()
      .toBuffer(),
  );

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('pictures');
  foreign = await server.anOrganization('others');
  photo = await aPhoto('#123456');
});

afterAll(() => server[Symbol.asyncDispose]());

async function upload(body: BodyInit, token: string | undefined, storeId: string) {
  const response = await fetch(`${server.url}/pictures?storeId=${storeId}&organization=pictures`, {
    method: 'POST',
    body,
    headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'image/jpeg' },
  });
  return { status: response.status, body: await response.json() };
}
const mine = (body: BodyInit) => upload(body, shop.store.admin.token, shop.store.storeId);

test('a picture is taken, shown to everybody, and the same one twice is one', async () => {
  const first = await mine(photo);
  expect(first).toMatchObject({ status: 201, body: { width: 40, height: 30 } });
  expect((await mine(photo)).body).toEqual(first.body);
  const shown = await fetch(`${server.url}/pictures/${first.body.name}`);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const theirs = await upload(photo, undefined, shop.store.storeId);
  expect(theirs.body.code).toBe('NOT_SIGNED_IN');
});

test('the same picture has another name in another organization', async () => {
  const { storeId, admin } = foreign.store;
  const theirs = await fetch(`${server.url}/pictures?storeId=${storeId}`, {
    method: 'POST',
    body: photo,
    headers: { authorization: `Bearer ${admin.token}` },
  });
  expect(theirs.status).toBe(201);
  expect((await theirs.json()).name).not.toBe((await mine(photo)).body.name);
});

test('only who edits the store’s catalogue may send pictures', async () => {
  const { storeId } = shop.store;
  for (const [who, token] of Object.entries({
    customer: shop.customer.token,
    employee: shop.store.employee.token,
    otherAdmin: shop.otherStore.admin.token,
    platform: shop.platform,
    foreign: foreign.store.admin.token,
  })) {
    const answer = await upload(photo, token, storeId);
    expect([answer.status, answer.body.code], who).toEqual([403, 'NOT_ALLOWED']);
  }
  expect((await upload(photo, shop.store.admin.token, 'no-store')).body.code).toBe(
    'INVALID_REQUEST',
  );
});

test('what is no picture, too large or broken gets a code and leaves nothing', async () => {
  const before = await server.query('select count(*)::int as n from picture');
  expect((await mine('<svg xmlns="http://www.w3.org/2000/svg"/>')).status).toBe(415);
  expect((await mine(photo.slice(0, 100))).body.code).toBe('PICTURE_DAMAGED');
  const large = await mine(new Uint8Array(30_000_001)).catch(() => null);
  // The server may close before all of it is sent, which some clients take for an error.
  if (large) expect(large.body.code).toBe('PICTURE_TOO_LARGE');
  expect(await server.query('select count(*)::int as n from picture')).toEqual(before);
});

test('a sweep removes what no item named for two days, and nothing else', async () => {
  const { name: used } = (await mine(await aPhoto('#0f0'))).body;
  const { name: unused } = (await mine(await aPhoto('#00f'))).body;
  const { token } = shop.store.admin;
  await server.ask('POST', '/items', { token, body: aNewItem(shop.store, { pictures: [used] }) });
  const file = (name: string) => join(server.deps.picturesFolder, name);
  const sweep = (later: number) =>
    sweepPictures({ ...server.deps, clock: () => (Date.now() + later) as EpochMs });
  expect(await sweep(0)).toBe(0);
  expect(existsSync(file(unused))).toBe(true);
  expect(await sweep(UNUSED_KEPT_MS + 60_000)).toBeGreaterThan(0);
  expect([existsSync(file(used)), existsSync(file(unused))]).toEqual([true, false]);
});
