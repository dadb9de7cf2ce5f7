import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import {
  AT,
  aLineInput,
  anId,
  aSaleRecord,
  DAY,
  ORGANIZATION_ID,
  REGISTER_ID,
  STAFF_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { signEntry } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { syncFixture } from '../../../test/sync-fixture.ts';

const card = { accountId: anId<'StoredValue'>(0xc1), hint: 'WZ8R' };

const loading = (number: number, amount: number) =>
  sale(number, {
    lines: [
      aLineInput({ itemId: null, tracksStock: false, tagPrice: minorUnits(amount), loads: card }),
    ],
  });

const spending = (number: number, amount: number) =>
  sale(number, {
    lines: [aLineInput({ itemId: null, tracksStock: false, tagPrice: minorUnits(amount) })],
    tenders: [
      { kind: 'gift_card', tenderId: anId<'Tender'>(number), amount: minorUnits(amount), ...card },
    ],
  });

function sale(number: number, setUp: Parameters<typeof aSaleRecord>[0]): SaleRecord {
  const receiptNumber = `A1-1-${String(number).padStart(6, '0')}`;
  return aSaleRecord({ ...setUp, with: { saleId: anId(number), receiptNumber } });
}

test('a card’s balance is the sum of what journals did to it; overdrawing is taken and raised', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  let prevHash = '0'.repeat(64);
  let seq = 0;
  const push = async (...records: readonly SaleRecord[]) => {
    const entries = records.map((record) => {
      seq += 1;
      const entry = signEntry(till.key, {
        organizationId: ORGANIZATION_ID,
        storeId: STORE_ID,
        registerId: REGISTER_ID,
        epoch: 1,
        chain: 'live',
        seq,
        type: 'sale_completed',
        at: AT,
        businessDay: DAY,
        staffId: STAFF_ID,
        approvedBy: null,
        payload: record as unknown as Record<string, unknown>,
        prevHash,
      });
      prevHash = entry.hash;
      return entry;
    });
    const answer = await fixture.sendAs(till, '/sync/journal', { body: { entries } });
    expect(answer.body).toMatchObject({ seq });
    return () => fixture.sendAs(till, '/sync/journal', { body: { entries } });
  };
  const balance = async () => {
    const path = `/sync/stored-value/${card.accountId}`;
    return (await fixture.sendAs(till, path, { method: 'GET' })).body;
  };
  const kinds = () => fixture.query('select kind, details from exception order by seq');

  expect(await balance()).toMatchObject({
    known: false,
    balance: 0,
    applied: { epoch: 1, seq: 0 },
  });
  const again = await push(loading(1, 5_000), spending(2, 3_000));
  await again();
  expect(await balance()).toMatchObject({
    known: true,
    balance: 2_000,
    currency: 'EUR',
    applied: { epoch: 1, seq: 2 },
  });
  expect(await kinds()).toEqual([]);

  await push(spending(3, 2_500));
  expect(await balance()).toMatchObject({ balance: -500 });
  expect(await kinds()).toMatchObject([
    {
      kind: 'stored_value_overdrawn',
      details: { accountId: card.accountId, hint: 'WZ8R', balance: -500, amount: -2_500 },
    },
  ]);
  await push(loading(4, 1_000));
  expect(await kinds()).toHaveLength(1);
  expect(await balance()).toMatchObject({ balance: 500 });
});
