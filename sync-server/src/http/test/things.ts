/** What the routes of an organization can be tried on. */
import { aNewItem, type RestFixture } from '../../../test/rest-fixture.ts';
import { newId } from '../../db/new-id.ts';
import type { Organization } from './people.ts';

export const PICTURE = 'pot.jpg';

/** What a customer's document has beside id, store and name. */
const PERSON = {
  email: '',
  phone: '',
  addressLines: [],
  note: '',
  locale: null,
  receiptChoice: null,
  taxExemption: null,
};

/** Things of an organization that the routes can be tried on. */
export async function things(
  server: RestFixture,
  { organizationId, store, platform }: Organization,
) {
  const { token } = store.admin;
  const item = aNewItem(store, { pictures: [PICTURE] });
  await server.ask('POST', '/items', { token, body: item });
  const category = { ...store.category, id: newId<'Category'>() };
  await server.ask('POST', '/categories', { token, body: category });
  const staff = {
    id: newId<'Staff'>(),
    storeId: store.storeId,
    displayName: 'Bo',
    role: 'store_employee',
  };
  await server.ask('POST', '/staff', { token, body: staff });
  const register = {
    id: newId<'Register'>(),
    storeId: store.storeId,
    code: newId<'Register'>().slice(-8).toUpperCase(),
    name: 'Till',
  };
  await server.ask('POST', '/registers', { token: platform, body: register });
  const customer = { id: newId<'Customer'>(), storeId: store.storeId, name: 'Kim' };
  await server.ask('POST', '/customers', { token, body: customer });
  const exceptionId = newId<'Exception'>();
  const shiftId = newId<'Shift'>();
  const place = [organizationId, store.storeId];
  await server.query(
    `insert into exception (organization_id, store_id, id, kind, details, raised_at)
     values ($1, $2, $3, 'clock_skew', '{}', 1)`,
    [...place, exceptionId],
  );
  await server.query(
    `insert into shift (organization_id, store_id, id, register_id, opened_at, float)
     values ($1, $2, $3, $4, 1, 0)`,
    [...place, shiftId, register.id],
  );
  const invited = {
    id: newId<'Account'>(),
    storeId: store.storeId,
    email: `${newId()}@example.com`,
    displayName: 'Bo',
  };
  await server.ask('POST', '/store-admins', { token: platform, body: invited });
  const change = { storeId: store.storeId, registerId: register.id, staffId: staff.id };
  const conflict = {
    ...change,
    id: newId<'Conflict'>(),
    collection: 'items',
    documentId: item.id,
    label: '',
    at: 1,
    fields: [{ field: 'name', base: 'a', kept: 'b', lost: 'c', lostSide: 'till' }],
    settled: null,
  };
  await server.query(
    `insert into conflict (organization_id, store_id, id, document, feed_number)
     values ($1, $2, $3, $4, 0)`,
    [...place, conflict.id, JSON.stringify(conflict)],
  );
  const parkedId = newId<'Intent'>();
  const row = { deleted: false, document: { ...PERSON, ...customer } };
  await server.query(
    `insert into parked_change
       (organization_id, store_id, id, register_id, collection, document_id, row, code, message,
        parked_at)
     values ($1, $2, $3, $4, 'customers', $5, $6, 'NOT_ALLOWED', '', 1)`,
    [...place, parkedId, register.id, customer.id, JSON.stringify(row)],
  );
  return {
    store,
    item,
    category,
    staff,
    register,
    exceptionId,
    shiftId,
    customer,
    conflict,
    parkedId,
    invited,
  };
}

export type Things = Awaited<ReturnType<typeof things>>;
