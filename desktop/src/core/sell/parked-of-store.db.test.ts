import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test, vi } from 'vitest';
import { refuse } from '../outcome.ts';
import { StoreError } from '../store/store-error.ts';
import { must, openTestTill } from '../test/open-test-till.ts';
import { ADA } from '../test/small-shop.ts';
import { createParkedTickets } from './parked-of-store.ts';

test('a disk that refuses while a ticket is left with the server is told of, and ends nothing', async () => {
  let isFull = false;
  await using shop = await openTestTill({
    signedIn: ADA,
    shift: true,
    beforeStatement(sql) {
      if (isFull && sql.includes('set shared')) throw new StoreError('DISK_FULL', 'full');
    },
  });
  shop.ring('MUG');
  must(shop.till.cart.park({ label: 'Frida' }));
  const heard: unknown[] = [];
  vi.useFakeTimers();
  const tickets = createParkedTickets({
    store: shop.store,
    at: () => () => refuse('NOT_SIGNED_IN', 'nobody is at this till'),
    online: () => true,
    ask: async () => refuse('SERVER_UNREACHABLE', 'there is no server'),
    broke: (thrown) => heard.push(thrown),
  });
  isFull = true;
  tickets.share();
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  await tickets.stop();
  expect(heard).toMatchObject([{ code: 'DISK_FULL' }]);
});

test('a new card whose ticket is paid at another till has its code on the receipt there', async () => {
  await using made = await openTestTill({ signedIn: ADA, shift: true });
  const { lines } = must(made.till.storedValue.load({ code: null, amount: minorUnits(5_000) }));
  const code = lines[0]?.giftCard?.code ?? '';
  const parked = made.till.inside?.carts.current();
  await using shop = await openTestTill({
    signedIn: ADA,
    shift: true,
    respond: (path) => (path.endsWith('/claim') ? { cart: parked } : null),
  });
  const ticket = { id: anId<'ParkedSale'>(1) };
  const { saleId, gross } = must(await shop.till.parkedTickets.recall(ticket));
  const cash = { kind: 'cash', tenderId: anId<'Tender'>(77), tendered: gross } as const;
  must(shop.till.sales.pay({ saleId, gross, tenders: [cash] }));
  const { text } = must(shop.till.sales.receipt({ saleId, copy: false }));
  expect(code).not.toBe('');
  expect(text.replaceAll('-', '')).toContain(code);
});
