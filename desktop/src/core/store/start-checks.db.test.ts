import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendSales } from '../journal/test/append-sale.ts';
import { verifyJournal } from '../journal/verify-journal.ts';
import { openStore } from './open-store.ts';
import { readSnapshot } from './read-snapshot.ts';
import { checkBeforeSelling, checkFile, inBackground } from './start-checks.ts';
import { setupStore } from './test/setup-store.ts';

async function soldFrom(sales: number) {
  const setup = setupStore();
  const { signer, enrolment } = await setup.enrol();
  appendSales({ store: setup.store, signer }, 1, sales);
  return { setup, enrolment };
}

test('a sound file passes both looks, the whole one while the till sells on', async () => {
  const { setup } = await soldFrom(250);
  using _ = setup;
  expect(checkBeforeSelling(setup.store, setup.keys)).toBeNull();
  const whole = inBackground({ file: setup.file, depth: 'whole' }, new AbortController().signal);
  appendSales({ store: setup.store, signer: setup.device().signer }, 251, 260);
  expect(await whole).toBeNull();
});

test('a till that sells meanwhile is no fault to the one who reads', async () => {
  const { setup } = await soldFrom(3);
  using _ = setup;
  const { signer } = setup.device();
  let sold = 3;
  const report = readSnapshot(setup.file, (reader) =>
    verifyJournal(
      {
        prepare(sql) {
          // Heads are read first; a sale comes in before the entries are.
          if (sql.includes('entry_json')) {
            sold += 1;
            appendSales({ store: setup.store, signer }, sold, sold);
          }
          return reader.prepare(sql);
        },
      },
      { lastEntries: 2 },
    ),
  );
  expect(report).toEqual({ entries: 2, fault: null });
  expect(sold).toBeGreaterThan(3);
});

const damages: readonly (readonly [string, string, string])[] = [
  [
    'a changed recent entry',
    `update journal_entry set at = at, entry_json =
     replace(entry_json, '5000', '5001') where seq = 249`,
    'JOURNAL_DAMAGED',
  ],
  ['a missing recent entry', 'delete from journal_entry where seq = 240', 'JOURNAL_DAMAGED'],
  [
    'a head that runs ahead',
    'update journal_head set seq = seq + 1 where seq > 0',
    'JOURNAL_DAMAGED',
  ],
  [
    'a sale without its line',
    `delete from sale_line where line_number = 2 and sale_id =
     (select sale_id from sale where seq = 250)`,
    'PROJECTION_MISSING',
  ],
  [
    'a sale without its tender',
    `delete from sale_tender where sale_id =
     (select sale_id from sale where seq = 248)`,
    'PROJECTION_MISSING',
  ],
];
test.for(damages)('%s stops selling', async ([, damage, code]) => {
  const { setup } = await soldFrom(250);
  using _ = setup;
  setup.store.sqlite.exec(damage);
  expect(checkBeforeSelling(setup.store, setup.keys)).toMatchObject({ code });
});

test('an old entry that changed is found by the whole look alone', async () => {
  const { setup } = await soldFrom(210);
  using _ = setup;
  setup.store.sqlite.exec(
    `update journal_entry set entry_json = replace(entry_json, '5000', '5001') where seq = 3`,
  );
  expect(checkBeforeSelling(setup.store, setup.keys)).toBeNull();
  expect(checkFile(setup.file, 'whole')).toMatchObject({
    code: 'JOURNAL_DAMAGED',
    message: expect.stringContaining('epoch 1, live, entry 3: hash_differs'),
  });
});

test('pages that were overwritten are found', async () => {
  const { setup } = await soldFrom(100);
  using _ = setup;
  setup.store.sqlite.pragma('wal_checkpoint(truncate)');
  const file = openSync(setup.file, 'r+');
  const noise = Buffer.alloc(4_096, 0x5a);
  for (let at = 4_096 * 30; at < statSync(setup.file).size; at += 4_096 * 3) {
    writeSync(file, noise, 0, noise.length, at);
  }
  closeSync(file);
  const signal = new AbortController().signal;
  const whole = await inBackground({ file: setup.file, depth: 'whole' }, signal);
  expect(whole).toMatchObject({ code: 'FILE_DAMAGED' });
});

test('a device key that is gone, and a file that is gone beside its key, both stop selling', async () => {
  const { setup, enrolment } = await soldFrom(1);
  using _ = setup;
  const other = openStore({ file: join(setup.folder, 'other.db') });
  expect(checkBeforeSelling(other, setup.keys)).toMatchObject({ code: 'FILE_LOST' });
  other.close();
  rmSync(join(setup.folder, 'keys', `${enrolment.keyId}.key`));
  expect(checkBeforeSelling(setup.store, setup.keys)).toMatchObject({ code: 'DEVICE_KEY_LOST' });
});
