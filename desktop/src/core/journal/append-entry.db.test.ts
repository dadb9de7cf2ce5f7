import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { signedEntrySchema } from '@second-chance/shared/journal/entry.ts';
import { parsePayload } from '@second-chance/shared/journal/parse-payload.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { AT, DAY, SHIFT_ID, STAFF_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { setupStore } from '../store/test/setup-store.ts';
import { appendEntry } from './append-entry.ts';
import { appendSale, appendSales } from './test/append-sale.ts';
import { waiting } from './unsent-runs.ts';
import { verifyJournal } from './verify-journal.ts';

const storedJson = 'select entry_json as json from journal_entry order by position';

test('what lies on the disk is the canonical form of the signed entry, byte for byte', async () => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  const signed = appendSale({ store: setup.store, signer }, 1);
  const { json } = setup.store.prepare(storedJson).get() as { json: string };
  expect(json).toBe(canonicalJson(signed));
  expect(signedEntrySchema.parse(JSON.parse(json))).toEqual(signed);
  expect(parsePayload(signed.type, signed.payload).ok).toBe(true);
});

test('text that looks like a key of the entry itself stays where it is', async () => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  const reason = '"organizationId":"x","staffId":"y"}';
  const signed = appendEntry(
    setup.store,
    signer,
    {
      chain: 'live',
      type: 'drawer_opened',
      payload: { shiftId: SHIFT_ID, reason },
      staffId: STAFF_ID,
      approvedBy: null,
      at: AT,
      businessDay: DAY,
    },
    () => {},
  );
  const { json } = setup.store.prepare(storedJson).get() as { json: string };
  expect(json).toBe(canonicalJson(signed));
  expect(verifyJournal(setup.store).fault).toBeNull();
});

test('each chain counts its entries and receipts for itself, and only live sales wait', async () => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  const journal = { store: setup.store, signer };
  expect(appendSale(journal, 1).payload.receiptNumber).toBe('A1-1-000001');
  expect(appendSale(journal, 2, 'training').payload.receiptNumber).toBe('A1-1-000001');
  const third = appendSale(journal, 3);
  expect(third.payload.receiptNumber).toBe('A1-1-000002');
  expect(third).toMatchObject({ chain: 'live', seq: 2 });
  expect(waiting(setup.store)).toEqual({ entries: 3, sales: 2, total: 10_000, oldestAt: AT });
  expect(verifyJournal(setup.store)).toEqual({ entries: 3, fault: null });
});

test('a projection that throws takes the entry and its receipt number with it', async () => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  const failing = () =>
    appendEntry(
      setup.store,
      signer,
      {
        chain: 'live',
        type: 'shift_opened',
        payload(nextReceiptNumber) {
          nextReceiptNumber();
          return { shiftId: SHIFT_ID, float: minorUnits(0) };
        },
        staffId: null,
        approvedBy: null,
        at: AT,
        businessDay: DAY,
      },
      () => {
        throw new Error('no room');
      },
    );
  expect(failing).toThrow('no room');
  expect(verifyJournal(setup.store)).toEqual({ entries: 0, fault: null });
  expect(appendSale({ store: setup.store, signer }, 1).payload.receiptNumber).toBe('A1-1-000001');
});

const forgeries: readonly (readonly [string, string, string])[] = [
  ['a changed amount', `entry_json = replace(entry_json, '5000', '4000')`, 'hash_differs'],
  ['a swapped hash', `hash = '${'a'.repeat(64)}'`, 'columns_differ'],
  ['an entry of nothing', `entry_json = '{}'`, 'not_an_entry'],
];
test.for(forgeries)('%s is found and named', async ([, change, code]) => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  appendSales({ store: setup.store, signer }, 1, 5);
  setup.store.prepare(`update journal_entry set ${change} where seq = 3`).run();
  expect(verifyJournal(setup.store).fault).toMatchObject({ chain: 'live', seq: 3, code });
  expect(verifyJournal(setup.store, { lastEntries: 2 }).fault === null).toBe(
    code !== 'columns_differ',
  );
});

test('an entry that is missing at the end is found by the head', async () => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  appendSales({ store: setup.store, signer }, 1, 5);
  setup.store.prepare('delete from journal_entry where seq = 5').run();
  expect(verifyJournal(setup.store, { lastEntries: 3 }).fault).toMatchObject({
    seq: 4,
    code: 'head_differs',
    expected: 5,
  });
});
