import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { AT, aCustomer, anId } from '@second-chance/shared/test/builders.ts';
import { expect, test, vi } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA } from '../test/small-shop.ts';
import { finishJob } from './job-rows.ts';

test('a mail waits on disk for the network, is shown, and keeps no address once it is dropped', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true, devices: { retryMs: [20] } });
  const { saleId } = shop.sell('MUG');
  const email = 'frida@example.com';
  const { jobId } = must(shop.till.devices.mailReceipt({ saleId, email }));
  const waiting = () => must(shop.till.devices.list()).jobs.find(({ id }) => id === jobId);
  await vi.waitFor(() => expect(waiting()).toMatchObject({ kind: 'mail', problem: 'server' }));
  expect(shop.till.state.get().printing).toMatchObject({ mails: 1, waiting: 0 });
  await shop.reopen();
  shop.signIn(ADA);
  expect(waiting()).toMatchObject({ state: 'waiting', title: 'A1-1-000001' });
  expect(JSON.stringify(must(shop.till.devices.list()))).not.toContain(email);
  must(shop.till.devices.cancel({ jobId }));
  const kept = shop.store.prepare('select payload_json as json from print_job').all();
  expect(JSON.stringify(kept)).not.toContain(email);
  const journal = shop.store.prepare('select entry_json as json from journal_entry').all();
  expect(JSON.stringify(journal)).not.toContain('frida');
});

test('the ways of a receipt are its address and a code of it; without a customer none is remembered', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const { saleId } = shop.sell('MUG');
  const ways = must(shop.till.devices.receiptWays({ saleId }));
  expect(ways.address).toMatch(/^http:\/\/server\.test\/r\/[\w-]{64}#A1-1-000001$/);
  expect(ways.code).toMatch(/^data:image\/svg\+xml/);
  expect(ways.customer).toBeNull();
  const choice = { saleId, choice: 'email' } as const;
  expect(refusal(await shop.till.devices.rememberChoice(choice)).code).toBe('NOT_FOUND');
  const unknown = { saleId: anId<'Sale'>(0xff) };
  expect(refusal(shop.till.devices.receiptWays(unknown)).code).toBe('NOT_FOUND');
});

test('how the customer of a sale likes receipts is kept with the customer', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const customer = aCustomer({ email: 'frida@example.com', receiptChoice: null });
  const change = { revision: 1, deleted: false, document: customer } as const;
  shop.pull([{ number: 902, collection: 'customers', id: customer.id, ...change }]);
  const { saleId } = shop.sell('MUG');
  // As a ticket with a customer would have left it.
  shop.store
    .prepare(`update journal_entry set entry_json = json_set(entry_json, '$.payload.customerId', ?)
      where seq = (select max(seq) from journal_entry)`)
    .run(customer.id);
  must(await shop.till.devices.rememberChoice({ saleId, choice: 'email' }));
  const { customer: known } = must(shop.till.devices.receiptWays({ saleId }));
  expect(known).toMatchObject({ email: 'frida@example.com', receiptChoice: 'email' });
});

test('a sale in training is mailed to nobody, however its customer likes receipts', async () => {
  await using shop = await openTestTill({ signedIn: ADA, devices: { retryMs: [20] } });
  const customer = aCustomer({ email: 'frida@example.com', receiptChoice: 'email' });
  const change = { revision: 1, deleted: false, document: customer } as const;
  shop.pull([{ number: 902, collection: 'customers', id: customer.id, ...change }]);
  must(shop.till.training.set({ on: true }));
  must(shop.till.shifts.open({ float: minorUnits(0) }));
  must(shop.till.ticket.setCustomer({ customerId: customer.id }));
  const { saleId } = shop.sell('MUG');
  const wanted = { saleId, email: 'frida@example.com' };
  expect(refusal(shop.till.devices.mailReceipt(wanted)).code).toBe('NOT_IN_TRAINING');
  expect(shop.store.prepare('select kind from print_job').all()).toEqual([]);
});

test('a mail that the server refused is gone after a week, with the address it was for', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const { saleId } = shop.sell('MUG');
  const { jobId } = must(shop.till.devices.mailReceipt({ saleId, email: 'frida@example.com' }));
  const refused = { id: jobId, state: 'failed', problem: 'refused', at: AT } as const;
  shop.store.transaction(() => finishJob(shop.store, refused));
  const kept = () => JSON.stringify(shop.store.prepare('select payload_json from print_job').all());
  expect(kept(), 'it can be sent once more').toContain('frida@example.com');
  shop.advanceDays(8);
  await shop.reopen();
  expect(kept()).toBe('[]');
});
