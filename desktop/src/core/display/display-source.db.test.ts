import type { DisplayView } from '@second-chance/shared/contract/till/display-view.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill } from '../test/open-test-till.ts';
import { ADA } from '../test/small-shop.ts';
import { createDisplaySource } from './display-source.ts';

const told = () => new Promise((resolve) => setImmediate(resolve));

test('a customer sees the ticket grow, then the change, then the next ticket', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const display = createDisplaySource(shop.till);
  const seen: DisplayView['show'][] = [];
  const stop = display.subscribe(({ show }) => seen.push(show));
  expect(display.get()).toMatchObject({ show: { kind: 'welcome' }, store: { currency: 'EUR' } });

  must(shop.till.cart.scan({ code: 'SC-0001', quantity: 1 }));
  await told();
  const { saleId, gross } = must(shop.till.cart.scan({ code: 'MUG', quantity: 2 }));
  await told();
  const tendered = minorUnits(5_000);
  const tender = { kind: 'cash', tenderId: anId<'Tender'>(1), tendered } as const;
  must(shop.till.sales.pay({ saleId, gross, tenders: [tender] }));
  await told();
  must(shop.till.cart.scan({ code: 'BOOK', quantity: 1 }));
  await told();
  stop();

  expect(seen).toMatchObject([
    { kind: 'ticket', lines: [{ name: 'Denim jacket', quantity: 1, total: 2_500 }], gross: 2_500 },
    { kind: 'ticket', pieces: 3, gross },
    { kind: 'paid', gross, tendered, change: tendered - gross },
    { kind: 'ticket', pieces: 1 },
  ]);
});

test('a till that nobody is signed in to shows customers nothing of its ticket', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  must(shop.till.cart.scan({ code: 'MUG', quantity: 1 }));
  must(shop.till.people.signOut());
  expect(createDisplaySource(shop.till).get().show).toEqual({ kind: 'away' });
});

test('what was sold before a display was opened is not thanked for', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const { saleId, gross } = must(shop.till.cart.scan({ code: 'MUG', quantity: 1 }));
  const tender = { kind: 'cash', tenderId: anId<'Tender'>(1), tendered: gross } as const;
  must(shop.till.sales.pay({ saleId, gross, tenders: [tender] }));
  expect(createDisplaySource(shop.till).get().show).toEqual({ kind: 'welcome' });
});
