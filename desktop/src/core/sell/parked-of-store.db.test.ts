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
