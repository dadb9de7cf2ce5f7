/** Who asks in the tests of rights. */
import type { RestFixture } from '../../../test/rest-fixture.ts';

export type Organization = Awaited<ReturnType<RestFixture['anOrganization']>>;
export type Who = 'stranger' | 'customer' | 'employee' | 'otherAdmin' | 'admin' | 'platform';

export const EVERYBODY: readonly Who[] = [
  'stranger',
  'customer',
  'employee',
  'otherAdmin',
  'admin',
  'platform',
];
export const ADMINS: readonly Who[] = ['admin', 'platform'];
export const AT_WORK: readonly Who[] = ['employee', 'admin', 'platform'];

export function tokenOf(who: Who, { store, otherStore, customer, platform }: Organization) {
  const tokens = {
    stranger: undefined,
    customer: customer.token,
    employee: store.employee.token,
    otherAdmin: otherStore.admin.token,
    admin: store.admin.token,
    platform,
  };
  return tokens[who];
}
