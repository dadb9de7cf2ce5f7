/** The places of the rail, in their order; one shows only where a page of it may be opened. */
import type { Right } from '@second-chance/shared/people/rights.ts';
import type { IconName } from '../parts/icon.tsx';
import type { TextKey } from '../text/use-text.ts';

export interface Place {
  readonly name: PlaceName;
  readonly path: string;
  readonly icon: IconName;
  readonly label: TextKey;
  /** What somebody has to be allowed to find it in the rail (`shared/src/people/rights.ts`). */
  readonly right: Right;
  readonly group: 'shop' | 'business';
}

export type PlaceName =
  | 'dashboard'
  | 'items'
  | 'categories'
  | 'transfer'
  | 'sales'
  | 'shifts'
  | 'customers'
  | 'employees'
  | 'exceptions'
  | 'changes'
  | 'stores'
  | 'admins'
  | 'registers'
  | 'taxes'
  | 'audit'
  | 'mail'
  | 'cards'
  | 'links';

const shop = (name: PlaceName & IconName, path: string, right: Right): Place => ({
  name,
  path,
  icon: name,
  label: `admin.place.${name}`,
  right,
  group: 'shop',
});
const business = (name: PlaceName & IconName, path: string, right: Right): Place => ({
  ...shop(name, path, right),
  group: 'business',
});

export const PLACES: readonly Place[] = [
  shop('dashboard', '/', 'read_reports'),
  shop('items', '/items', 'read_catalogue'),
  shop('categories', '/categories', 'read_catalogue'),
  shop('transfer', '/transfer', 'edit_catalogue'),
  shop('sales', '/sales', 'read_sales'),
  shop('shifts', '/shifts', 'read_reports'),
  shop('customers', '/customers', 'use_customers'),
  shop('employees', '/employees', 'read_staff'),
  shop('cards', '/cards', 'read_payments'),
  shop('links', '/payment-links', 'read_payments'),
  shop('exceptions', '/exceptions', 'read_exceptions'),
  shop('changes', '/changes', 'settle_changes'),
  business('stores', '/stores', 'read_stores'),
  business('admins', '/admins', 'manage_store_admins'),
  business('registers', '/registers', 'read_registers'),
  business('taxes', '/taxes', 'read_taxes'),
  business('audit', '/audit', 'read_audit_log'),
  business('mail', '/mail', 'manage_stores'),
];
