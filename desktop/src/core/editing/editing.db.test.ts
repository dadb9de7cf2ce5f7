import { itemFields } from '@second-chance/shared/documents/item.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { nextIntents, parkIntent } from '../documents/intent-rows.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE, JACKET } from '../test/small-shop.ts';

const fieldsOf = ({ id: _, storeId: __, ...fields }: typeof JACKET) => fields;
const CUSTOMER = {
  name: 'Frida Berg',
  email: 'frida@example.org',
  phone: '030 12 34 56',
  addressLines: ['Seestraße 9'],
  note: '',
  locale: null,
  receiptChoice: null,
  taxExemption: null,
} as const;

type Shop = Awaited<ReturnType<typeof openTestTill>>;

function sealerOf(shop: Shop) {
  const sealer = shop.till.inside?.identity.sealer();
  if (!sealer) throw new Error('enrolled');
  return sealer;
}

test('who may edit the catalogue changes a price, and the next scan asks it', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  must(await shop.till.items.edit({ id: JACKET.id, fields: { price: minorUnits(1_999) } }));
  const { lines } = must(shop.till.cart.scan({ code: 'JACKET', quantity: 1 }));
  expect(lines[0]?.pricePath[0]).toMatchObject({ step: 'tag', unitPrice: 1_999 });
  expect(shop.till.state.get().sync.waitingEdits).toBe(1);
  await shop.reopen();
  expect(shop.till.state.get().sync.waitingEdits).toBe(1);
});

test('who may not is refused, and nothing waits', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  const denied = await shop.till.items.edit({ id: JACKET.id, fields: { name: 'X' } });
  expect(refusal(denied)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(must(shop.till.items.get({ id: JACKET.id })).name).toBe(JACKET.name);
  expect(shop.till.state.get().sync.waitingEdits).toBe(0);
});

test('many edits at once are all made or none', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const cheaper = { id: JACKET.id, fields: { price: minorUnits(1_500) } };
  const wrong = { id: JACKET.id, fields: { price: -1 } };
  const refused = await shop.till.items.editMany({ edits: [cheaper, wrong] });
  expect(refusal(refused).code).toBe('INVALID_REQUEST');
  expect(must(shop.till.items.get({ id: JACKET.id })).price).toBe(JACKET.price);
  expect(shop.till.state.get().sync.waitingEdits).toBe(0);
  must(await shop.till.items.editMany({ edits: [cheaper] }));
  expect(must(shop.till.items.get({ id: JACKET.id })).price).toBe(1_500);
  expect(shop.till.state.get().sync.waitingEdits).toBe(1);
});

test('what would not fit is refused with the fields that do not', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const wrong = await shop.till.items.edit({ id: JACKET.id, fields: { price: -1 } });
  expect(refusal(wrong)).toMatchObject({ code: 'INVALID_REQUEST', details: { fields: ['price'] } });
  expect(Object.keys(itemFields)).toContain('price');
});

test('a thing is made, found by its words and codes, listed, withdrawn and deleted', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const fields = { ...fieldsOf(JACKET), sku: 'GLOBE', name: 'Globe', barcodes: ['GLOBE-1'] };
  const { id } = must(await shop.till.items.create({ fields }));
  expect(must(shop.till.cart.scan({ code: 'GLOBE-1', quantity: 1 })).lines).toHaveLength(1);
  const filter = { text: 'glo', categoryId: null, withdrawn: null } as const;
  const page = { sort: 'price', limit: 10, offset: 0 } as const;
  const listed = must(await shop.till.items.list({ ...filter, ...page }));
  expect(listed).toMatchObject({ total: 1, value: JACKET.price, items: [{ sku: 'GLOBE' }] });
  must(await shop.till.items.edit({ id, fields: { withdrawn: true } }));
  const offSale = { text: '', categoryId: null, withdrawn: true, ...page };
  expect(must(await shop.till.items.list(offSale)).items.map(({ sku }) => sku)).toContain('GLOBE');
  must(await shop.till.items.delete({ id }));
  expect(refusal(shop.till.items.get({ id })).code).toBe('NOT_FOUND');
  expect(must(shop.till.catalogue.search({ text: 'globe', categoryId: null, limit: 5 }))).toEqual(
    [],
  );
  expect(shop.till.state.get().sync.waitingEdits, 'made and unmade before anybody knew').toBe(0);
});

test('a cashier adds a customer and finds them by the beginnings of name, street and number', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  const { id } = must(await shop.till.customers.create({ fields: CUSTOMER }));
  for (const text of ['fri', 'ber fri', 'seestr', '0301', 'frida@ex']) {
    expect(must(shop.till.customers.search({ text, limit: 5 })), text).toMatchObject([{ id }]);
  }
  must(await shop.till.customers.edit({ id, fields: { name: 'Frida Stein' } }));
  expect(must(shop.till.customers.search({ text: 'berg', limit: 5 }))).toEqual([]);
  expect(must(shop.till.customers.get({ id }))).toMatchObject({ name: 'Frida Stein' });
});

test('a new PIN opens the till at once, and no digit or hash of it lies on the disk', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  must(await shop.till.staff.edit({ id: ADA.staffId, fields: { pin: '8642' } }));
  must(shop.till.people.signIn({ staffId: ADA.staffId, pin: '8642' }));
  const rows = shop.store.prepare('select document_json as json from document_intent').all();
  expect(JSON.stringify(rows)).not.toMatch(/8642|argon2/);
  const [intent] = nextIntents(shop.store, sealerOf(shop), { after: 0, limit: 9 });
  expect(intent?.wanted.document.pinHash).toMatch(/^\$argon2id/);
});

test('a parked change tells what was wanted and why not, and is made again or dropped', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  must(await shop.till.items.edit({ id: JACKET.id, fields: { name: 'Blouson' } }));
  const sealer = sealerOf(shop);
  const [intent] = nextIntents(shop.store, sealer, { after: 0, limit: 9 });
  const why = { code: 'ALREADY_EXISTS', message: 'taken' };
  parkIntent(shop.store, intent?.intentId ?? '', why, 5 as EpochMs);
  expect(shop.till.state.get().sync).toMatchObject({ waitingEdits: 0, parkedEdits: 1 });
  const [parked] = must(await shop.till.parked.list());
  expect(parked).toMatchObject({
    ...why,
    label: 'Blouson',
    staff: 'Grace',
    fields: [{ field: 'name', from: JACKET.name, to: 'Blouson' }],
  });
  const intentId = parked?.intentId ?? ('' as never);
  must(await shop.till.items.edit({ id: JACKET.id, fields: { name: 'Coat', brand: 'Lee' } }));
  must(await shop.till.parked.editAgain({ intentId }));
  expect(shop.till.state.get().sync).toMatchObject({ waitingEdits: 1, parkedEdits: 0 });
  const item = must(shop.till.items.get({ id: JACKET.id }));
  expect(item).toMatchObject({ name: 'Blouson', brand: 'Lee' });
  expect(refusal(await shop.till.parked.dismiss({ intentId })).code).toBe('NOT_FOUND');
});

test('progress tells both parts, what waits and how much is here', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  must(await shop.till.items.edit({ id: JACKET.id, fields: { name: 'Blouson' } }));
  const progress = must(await shop.till.sync.progress());
  expect(progress).toMatchObject({
    parts: [
      { part: 'catalogue', complete: true },
      { part: 'receipts', documents: 0 },
    ],
    waiting: [{ label: 'Blouson', staff: 'Grace', isNew: false }],
    waitingTotal: 1,
    collections: { items: 9, staff: 3, categories: 2 },
  });
});
