/** A real till's core and a real server, with nothing between them but the network. */
import { randomUUIDv7 } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Id } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { must } from '../desktop/src/core/test/open-test-till.ts';
import { openTill, type Till } from '../desktop/src/core/till.ts';
import { aNewItem, type RestFixture, restFixture } from '../sync-server/test/rest-fixture.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const id = <Kind extends string>() => randomUUIDv7() as Id<Kind>;
const PIN = '4711';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-chance-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A shop with one stocked item and one person, and a till enrolled in it that has both. */
async function aShop(server: RestFixture) {
  const { platform, store } = await server.anOrganization('mine');
  const { token } = store.admin;
  const staffId = id<'Staff'>();
  const person = {
    id: staffId,
    storeId: store.storeId,
    displayName: 'Ada',
    role: 'store_employee',
  };
  const item = aNewItem(store, { kind: 'stocked', sku: 'CUP', openingQuantity: 100 });
  const register = { id: id<'Register'>(), storeId: store.storeId, code: 'A1', name: 'Front' };
  const answers = [
    await server.ask('POST', '/staff', { token, body: { ...person, pin: PIN } }),
    await server.ask('POST', '/items', { token, body: item }),
    await server.ask('POST', '/registers', { token: platform, body: register }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const newCode = async () => {
    const path = `/registers/${register.id}/enrolment-codes`;
    return (await server.ask('POST', path, { token: platform })).body.code as string;
  };
  return { platform, store, token, staffId, item, register, newCode };
}

/** A network that can be taken away. */
function aNetwork() {
  const state = { up: true };
  const throughIt: typeof fetch = (...request) =>
    state.up ? fetch(...request) : Promise.reject(new TypeError('no network'));
  return { state, fetch: throughIt };
}

async function start(dataDir: string, network = aNetwork()) {
  const till = await openTill({
    dataDir,
    clock: () => Date.now() as EpochMs,
    appVersion: 'test',
    logger: silent,
    fetch: network.fetch,
    pollMs: 100,
  });
  let open = true;
  const close = async () => {
    if (open) await till.close();
    open = false;
  };
  onTestFinished(close);
  return { till, network, close };
}

async function beginSelling(till: Till, staffId: Id<'Staff'>): Promise<void> {
  await vi.waitFor(() => expect(must(till.people.list())).toHaveLength(1), 60_000);
  must(till.people.signIn({ staffId, pin: PIN }));
  if (till.state.get().shift === null) must(till.shifts.open({ float: 0 as never }));
}

function sell(till: Till): void {
  const { saleId, gross, dueInCash } = must(till.cart.scan({ code: 'CUP', quantity: 1 }));
  const tender = { kind: 'cash', tenderId: id<'Tender'>(), tendered: dueInCash } as const;
  must(till.sales.pay({ saleId, gross, tenders: [tender] }));
}

const salesOn = async (server: RestFixture) =>
  (await server.query('select count(*)::int as n from sale'))[0].n;
const arrive = (server: RestFixture, count: number) =>
  vi.waitFor(async () => expect(await salesOn(server)).toBe(count), 60_000);
const exceptionsOn = async (server: RestFixture) =>
  (await server.query('select kind from exception order by kind')).map(({ kind }) => kind);

test('what a till sells is on the server once, also what it sold while there was no network', async () => {
  await using server = await restFixture();
  const shop = await aShop(server);
  const { till, network } = await start(aFolder());
  must(await till.register.enrol({ serverUrl: server.url, code: await shop.newCode() }));
  await beginSelling(till, shop.staffId);
  sell(till);
  await arrive(server, 1);
  network.state.up = false;
  for (let sale = 0; sale < 5; sale += 1) sell(till);
  expect(await salesOn(server)).toBe(1);
  network.state.up = true;
  await till.register.syncNow();
  await arrive(server, 6);
  expect(await exceptionsOn(server)).toEqual([]);
  const { body } = await server.ask('GET', `/items/${shop.item.id}`, { token: shop.token });
  expect(body.onHand).toBe(94);
});

test('an exported file brings sales in that the network brings again later, each once', async () => {
  await using server = await restFixture();
  const shop = await aShop(server);
  const { till, network } = await start(aFolder());
  must(await till.register.enrol({ serverUrl: server.url, code: await shop.newCode() }));
  await beginSelling(till, shop.staffId);
  network.state.up = false;
  for (let sale = 0; sale < 3; sale += 1) sell(till);
  const { content } = must(till.register.exportUnsynced());
  const sent = await server.ask('POST', '/sync/unsynced-file', {
    token: shop.token,
    body: content,
    headers: { 'content-type': 'application/jsonl' },
  });
  expect(sent.body).toMatchObject({ runs: [{ chain: 'live', code: null }] });
  await arrive(server, 3);
  network.state.up = true;
  sell(till);
  await till.register.syncNow();
  await arrive(server, 4);
  expect(await exceptionsOn(server)).toEqual([]);
});

test('a cloned till is found out, its sales are kept as evidence, and it sells on after a new code', async () => {
  await using server = await restFixture();
  const shop = await aShop(server);
  const folder = aFolder();
  const first = await start(folder);
  must(await first.till.register.enrol({ serverUrl: server.url, code: await shop.newCode() }));
  await beginSelling(first.till, shop.staffId);
  sell(first.till);
  await arrive(server, 1);
  await first.close();
  const cloned = join(aFolder(), 'clone');
  cpSync(folder, cloned, { recursive: true });

  const original = await start(folder);
  await beginSelling(original.till, shop.staffId);
  sell(original.till);
  await arrive(server, 2);
  await original.close();
  const clone = await start(cloned);
  await beginSelling(clone.till, shop.staffId);
  sell(clone.till);
  await vi.waitFor(
    async () => expect(await exceptionsOn(server)).toEqual(['journal_fork']),
    60_000,
  );
  expect(await salesOn(server)).toBe(2);
  const kept =
    "select count(*)::int as n from journal_evidence where entry like '%sale_completed%'";
  expect(await server.query(kept)).toEqual([{ n: 1 }]);

  must(await clone.till.register.enrol({ serverUrl: server.url, code: await shop.newCode() }));
  await beginSelling(clone.till, shop.staffId);
  sell(clone.till);
  await arrive(server, 3);
});
