import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { appendSales } from '../journal/test/append-sale.ts';
import { verifyJournal } from '../journal/verify-journal.ts';
import { type BackupEvent, startBackups } from './backup.ts';
import { readSnapshot } from './read-snapshot.ts';
import { setupStore } from './test/setup-store.ts';

async function backedUpShop(secondFolder?: (folder: string) => string) {
  const setup = setupStore();
  const { signer } = await setup.enrol();
  const folder = join(setup.folder, 'backups');
  const events: BackupEvent[] = [];
  let now = 1_760_000_000_000;
  const backups = startBackups({
    store: setup.store,
    folder,
    secondFolder: secondFolder?.(setup.folder),
    clock() {
      now += 1_000;
      return now as EpochMs;
    },
    log: (event) => events.push(event),
  });
  const sell = (from: number, to: number) => appendSales({ store: setup.store, signer }, from, to);
  return { setup, folder, events, backups, sell };
}

test('a copy that is made while the till sells is whole and verifies', async () => {
  const { setup, folder, backups, sell } = await backedUpShop();
  using _ = setup;
  sell(1, 200);
  const made = backups.backUp();
  for (let sale = 201; sale <= 220; sale += 1) {
    sell(sale, sale);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await made;
  await backups.stop();
  const names = readdirSync(folder);
  expect(names).toEqual([expect.stringMatching(/^till-[0-9]{13}\.db$/)]);
  const file = join(folder, names[0] ?? '');
  expect(statSync(file).mode & 0o077).toBe(0);
  const { entries, fault } = readSnapshot(file, verifyJournal);
  expect(fault).toBeNull();
  expect(entries).toBeGreaterThanOrEqual(200);
});

test('the five newest are kept, leftovers go, and the newest is told', async () => {
  const { setup, folder, backups } = await backedUpShop();
  using _ = setup;
  mkdirSync(folder);
  writeFileSync(join(folder, 'till-1.db.partial'), 'half');
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  for (let copy = 0; copy < 7; copy += 1) await backups.backUp();
  await backups.stop();
  const copies = readdirSync(folder).filter((name) => name !== 'notes.txt');
  expect(copies).toEqual([3, 4, 5, 6, 7].map((second) => `till-176000000${second}000.db`));
  expect(backups.newest()).toBe(1_760_000_007_000);
  expect(readdirSync(folder)).toContain('notes.txt');
});

test('two calls at once make one copy', async () => {
  const { setup, folder, backups } = await backedUpShop();
  using _ = setup;
  await Promise.all([backups.backUp(), backups.backUp()]);
  await backups.stop();
  expect(readdirSync(folder)).toHaveLength(1);
  await backups.backUp();
  expect(readdirSync(folder), 'stopped').toHaveLength(1);
});

test('a second folder gets its copy; where it cannot, the first is there and the log says so', async () => {
  const good = await backedUpShop((folder) => join(folder, 'second'));
  using _good = good.setup;
  await good.backups.backUp();
  await good.backups.stop();
  expect(readdirSync(join(good.setup.folder, 'second'))).toEqual(readdirSync(good.folder));

  const bad = await backedUpShop((folder) => join(folder, 'till.db', 'no-folder'));
  using _bad = bad.setup;
  await bad.backups.backUp();
  await bad.backups.stop();
  expect(readdirSync(bad.folder)).toHaveLength(1);
  expect(bad.events.map(({ event }) => event)).toEqual(['backup_failed']);
});
