/**
 * Two server nodes behind a round-robin proxy: what one of them takes in comes to tills and to open
 * pages of the shop that are connected to the other one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Id } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { itemAddress, lastPart } from '@second-chance/shared/shop/address.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { buildShop } from '../build/lib/renderer.ts';
import { must } from '../desktop/src/core/test/open-test-till.ts';
import { openTill, type Till } from '../desktop/src/core/till.ts';
import { newId } from '../sync-server/src/db/new-id.ts';
import { startServer } from '../sync-server/src/main.ts';
import { aNewItem, type RestFixture, restFixture } from '../sync-server/test/rest-fixture.ts';
import { countFaults } from './faults/fault-kinds.ts';
import { type FaultProxy, openProxy } from './faults/proxy.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const PIN = '4711';
/** A till asks by itself once an hour here, so what comes within this came by a stream. */
const soon = (check: () => unknown) => vi.waitFor(check, 30_000);
const AN_HOUR_MS = 3_600_000;

/** Another node on the same database, and what stands before both. */
async function secondNode(first: RestFixture) {
  const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-node-'));
  const second = await startServer({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: first.databaseUrl,
    dataDir,
    logger: pino({ level: 'silent' }),
  });
  const urls = [first.url, second.url];
  const ports = urls.map((url) => Number(new URL(url).port));
  const proxy = await openProxy({ seed: 'sound', nodes: () => ports, faults: countFaults() });
  onTestFinished(async () => {
    await proxy.close();
    await second.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { urls, proxy };
}

async function aShop(server: RestFixture, proxy: FaultProxy) {
  const { platform, store } = await server.anOrganization('mine');
  const { storeId, admin } = store;
  const ask = async (method: string, path: string, token: string, body?: object) => {
    const answer = await server.ask(method, path, { token, ...(body !== undefined && { body }) });
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  const staffId = newId<'Staff'>();
  const person = { id: staffId, storeId, displayName: 'Ada', role: 'store_admin', pin: PIN };
  await ask('POST', '/staff', platform, person);
  const cup = aNewItem(store, { kind: 'stocked', sku: 'CUP', openingQuantity: 10 });
  const lamp = aNewItem(store, { name: 'Brass lamp', sku: 'LAMP' });
  for (const item of [cup, lamp]) await ask('POST', '/items', admin.token, item);

  async function aTill(code: string): Promise<Till> {
    const register = { id: newId<'Register'>(), storeId, code, name: code };
    await ask('POST', '/registers', platform, register);
    const enrolment = await ask('POST', `/registers/${register.id}/enrolment-codes`, platform);
    const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-nodes-till-'));
    const till = await openTill({
      dataDir,
      clock: () => Date.now() as EpochMs,
      appVersion: 'test',
      logger: silent,
      pollMs: AN_HOUR_MS,
      compareEveryMs: AN_HOUR_MS,
    });
    onTestFinished(async () => {
      await till.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    const { url } = await proxy.openDoor(code);
    must(await till.register.enrol({ serverUrl: url, code: enrolment.code }));
    await soon(() => expect(till.state.get().sync.live).toBe(true));
    must(till.people.signIn({ staffId, pin: PIN }));
    must(till.shifts.open({ float: minorUnits(0) }));
    return till;
  }
  return { tills: [await aTill('A1'), await aTill('A2')] as const, cup, lamp, admin };
}

function found(till: Till, sku: string) {
  return must(till.catalogue.search({ text: sku, categoryId: null, limit: 1 }))[0];
}

function sell(till: Till, ...codes: readonly string[]): void {
  for (const code of codes) must(till.cart.scan({ code, quantity: 1 }));
  const { saleId, gross, dueInCash } = must(till.cart.get());
  const cash = { kind: 'cash', tenderId: newId<'Tender'>(), tendered: dueInCash } as const;
  must(till.sales.pay({ saleId, gross, tenders: [cash] }));
}

/** What an open page of the shop is told of its thing, in order. */
async function openPage(url: string, part: string) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const response = await fetch(`${url}/en/item/${part}/live`, {
    headers: { 'x-organization': 'mine' },
    signal: ending.signal,
  });
  expect(response.status).toBe(200);
  const told: string[] = [];
  void (async () => {
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) {
      const states = decoder.decode(bytes).matchAll(/"state":"(\w+)"/g);
      told.push(...[...states].map(([, state = '']) => state));
    }
  })().catch(() => undefined);
  return { told };
}

test('an edit in the admin web shows at every till, whichever node took it', async () => {
  await using server = await restFixture();
  const { urls, proxy } = await secondNode(server);
  const { tills, cup, admin } = await aShop(server, proxy);
  let price = 500;
  // A till's stream is with one node, so one of any two edits comes to it from the other node.
  for (const url of [...urls, ...urls]) {
    const path = `${url}/items/${cup.id}`;
    const headers = { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' };
    const { revision } = (await (await fetch(path, { headers })).json()) as { revision: number };
    price += 1;
    const body = JSON.stringify({ revision, price });
    const changed = await fetch(path, { method: 'PATCH', headers, body });
    expect(changed.status).toBe(200);
    for (const till of tills) await soon(() => expect(found(till, 'CUP')?.tagPrice).toBe(price));
  }
});

test('a sale at one till changes what the other one has and what the public catalogue shows, at both nodes', async () => {
  buildShop(() => undefined);
  await using server = await restFixture();
  const { urls, proxy } = await secondNode(server);
  const { tills, lamp } = await aShop(server, proxy);
  const [seller, other] = tills;
  const item = { id: lamp.id as Id<'Item'>, name: lamp.name };
  const pages = [];
  for (const url of urls) {
    const page = await openPage(url, lastPart(item));
    await soon(() => expect(page.told).toEqual(['available']));
    pages.push(page);
  }
  const headers = { 'x-organization': 'mine' };
  const statusAt = async (url: string) =>
    (await fetch(url + itemAddress('en', item), { headers })).status;
  for (const url of urls) expect(await statusAt(url)).toBe(200);

  sell(seller, 'CUP', 'CUP', 'LAMP');
  await soon(() => expect(found(other, 'CUP')?.onHand).toBe(8));
  await soon(() => expect(found(other, 'LAMP')?.onHand).toBe(0));
  for (const { told } of pages) await soon(() => expect(told).toEqual(['available', 'sold']));
  for (const url of urls) expect(await statusAt(url)).toBe(410);
});
