import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TillState, tillStateSchema } from '@second-chance/shared/contract/till/views.ts';
import { AT } from '@second-chance/shared/test/builders.ts';
import { expect, test, vi } from 'vitest';
import { must, openTestTill, refusal } from './test/open-test-till.ts';
import { ADA, GRACE, MUG, shopChanges } from './test/small-shop.ts';
import { openTill } from './till.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const offline = async () => {
  throw new TypeError('no network');
};
const open = (dataDir: string) =>
  openTill({ dataDir, clock: () => AT, appVersion: 'test', logger: silent, fetch: offline });

function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'second-chance-till-'));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

test('a till without a register asks for a code and does nothing else', async () => {
  using temporary = temporaryFolder();
  const till = await open(temporary.folder);
  expect(tillStateSchema.parse(till.state.get())).toMatchObject({ phase: 'unenrolled' });
  expect(refusal(till.people.list()).code).toBe('NOT_ENROLLED');
  expect(refusal(till.people.signIn(ADA)).code).toBe('NOT_ENROLLED');
  expect(refusal(till.cart.get()).code).toBe('NOT_ENROLLED');
  expect(refusal(await till.register.syncNow()).code).toBe('NOT_ENROLLED');
  const code = { serverUrl: 'http://server.test', code: 'TEST' };
  expect(refusal(await till.register.enrol(code)).code).toBe('SERVER_UNREACHABLE');
  await till.close();
});

test('an enrolled till without settings and staff says that it is loading', async () => {
  await using shop = await openTestTill({ empty: true });
  expect(tillStateSchema.parse(shop.till.state.get()).phase).toBe('loading');
  expect(refusal(shop.till.people.list()).code).toBe('CATALOGUE_NOT_READY');
});

test('a till sells from the part of its catalogue that is here, and a miss says that more may come', async () => {
  await using shop = await openTestTill({ empty: true });
  const changes = shopChanges();
  const known = changes.findIndex(({ id }) => id === MUG.id) + 1;
  shop.pull(changes.slice(0, known), { upToDate: false });
  shop.signIn(GRACE);
  must(shop.till.shifts.open({ float: 0 as never }));
  expect(shop.sell('MUG').gross).toBe(333);
  const missed = refusal(shop.till.cart.scan({ code: 'WATCH', quantity: 1 }));
  expect(missed).toMatchObject({ code: 'CODE_UNKNOWN', details: { catalogueComplete: false } });
  expect(shop.till.state.get().catalogue.complete).toBe(false);
  shop.pull(changes.slice(known));
  expect(shop.sell('WATCH').gross).toBe(12_000);
  const trulyMissed = refusal(shop.till.cart.scan({ code: 'NOTHING', quantity: 1 }));
  expect(trulyMissed.details).toMatchObject({ catalogueComplete: true });
});

test('states fit the contract in every phase of a day', async () => {
  await using shop = await openTestTill();
  const check = () => tillStateSchema.parse(shop.till.state.get());
  expect(check().phase).toBe('signed_out');
  shop.signIn(GRACE);
  must(shop.till.shifts.open({ float: 0 as never }));
  shop.sell('MUG');
  expect(check()).toMatchObject({
    phase: 'signed_in',
    register: { code: 'A1', epoch: 1 },
    shift: { openedBy: 'Grace' },
    sync: { waitingEntries: 2, waitingSales: 1, waitingTotal: 333, online: false },
  });
});

test('changes within one turn are told once, and a state that is the same is not told again', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const told: TillState[] = [];
  const stop = shop.till.state.subscribe((state) => told.push(state));
  shop.ring('MUG', 'BOOK', 'JACKET');
  expect(told).toEqual([]);
  await vi.waitFor(() => expect(told).toHaveLength(1), 10_000);
  must(shop.till.cart.get());
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toHaveLength(1);
  expect(told[0]?.cartRevision).toBe(shop.till.state.get().cartRevision);
  stop();
});

test('a second till on the same folder is refused, and let in when the first has closed', async () => {
  using temporary = temporaryFolder();
  const first = await open(temporary.folder);
  await expect(open(temporary.folder)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
  await first.close();
  await (await open(temporary.folder)).close();
});

test('a file that is no database gives a till that only reports, and the file is left alone', async () => {
  using temporary = temporaryFolder();
  writeFileSync(join(temporary.folder, 'till.db'), 'this is no database '.repeat(1_000));
  const till = await open(temporary.folder);
  expect(tillStateSchema.parse(till.state.get())).toMatchObject({
    phase: 'damaged',
    damage: { code: 'STORE_DAMAGED', newestBackup: null },
  });
  expect(refusal(till.cart.get()).code).toBe('STORE_DAMAGED');
  expect(refusal(till.people.signIn(GRACE)).code).toBe('STORE_DAMAGED');
  await till.close();
  expect(readdirSync(temporary.folder)).toContain('till.db');
});

test('a journal that was changed by hand stops the till before the first sale', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.sell('MUG');
  shop.store
    .prepare(
      `update journal_entry set entry_json = replace(entry_json, '"gross":333', '"gross":111')`,
    )
    .run();
  await shop.reopen();
  const { phase, damage } = shop.till.state.get();
  expect([phase, damage?.code]).toEqual(['damaged', 'JOURNAL_DAMAGED']);
});

test('a till whose device key is gone sells nothing', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const keys = join(shop.dataDir, 'keys');
  for (const name of readdirSync(keys)) rmSync(join(keys, name));
  await shop.reopen();
  expect(shop.till.state.get().damage?.code).toBe('DEVICE_KEY_LOST');
});

test('what the server lacks can be carried there as a file', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.sell('MUG');
  const exported = must(shop.till.register.exportUnsynced());
  expect(exported.entries).toBe(2);
  expect(exported.content).toContain('A1-1-000001');
});
