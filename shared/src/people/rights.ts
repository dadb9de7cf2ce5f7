/** Who may do what: the one table for the till, the API and the screens. */
import type { Role } from './roles.ts';

/**
 * `yes`: alone. `manager`: with the PIN of someone whose answer is `yes`, and the record names both.
 * `no`: not at all.
 */
export type Decision = 'yes' | 'manager' | 'no';

const SELLING = ['yes', 'yes', 'no'] as const;
const APPROVED = ['manager', 'yes', 'no'] as const;
const ADMINS = ['no', 'yes', 'no'] as const;
const ADMINS_PLATFORM_READS = ['no', 'yes', 'yes'] as const;
const ADMINS_AND_PLATFORM = ['no', 'yes', 'yes'] as const;
const PLATFORM = ['no', 'no', 'yes'] as const;
const EVERYBODY_AT_WORK = ['yes', 'yes', 'yes'] as const;

/** By right: what an employee, a store admin and the platform admin may. Customers may none. */
const TABLE = {
  // At the counter
  sell: SELLING,
  park_sale: SELLING,
  return_by_receipt: SELLING,
  run_own_shift: SELLING,
  move_cash: SELLING,
  use_customers: SELLING,
  /** Handing over all that is held of a person, and forgetting them. */
  erase_customers: ADMINS,
  discount_within_limit: SELLING,
  discount_over_limit: APPROVED,
  override_price: APPROVED,
  void_sale: APPROVED,
  return_without_receipt: APPROVED,
  /** Money back by another tender than it was paid with. */
  refund_by_other_tender: APPROVED,
  open_drawer: APPROVED,
  adjust_stock: APPROVED,
  set_up_devices: APPROVED,
  // The catalogue
  read_catalogue: EVERYBODY_AT_WORK,
  edit_catalogue: ADMINS,
  /** Purchase prices: never shown to customers or counted among what anyone may read. */
  read_costs: ADMINS_PLATFORM_READS,
  // Running a store
  read_sales: EVERYBODY_AT_WORK,
  read_staff: ADMINS_PLATFORM_READS,
  manage_staff: ADMINS,
  read_reports: ADMINS_PLATFORM_READS,
  read_exceptions: ADMINS_PLATFORM_READS,
  settle_exceptions: ADMINS,
  /** What merges left out and what tills sent that could not be taken. */
  settle_changes: ADMINS,
  read_audit_log: ADMINS_PLATFORM_READS,
  /** Card payments, links, readers and how they are set up; comparing the books. */
  read_payments: ADMINS_PLATFORM_READS,
  /** Making payment links, and giving back what one brought. */
  take_payments_online: ADMINS,
  /** Provider, account, readers; acting on the provider's words again. */
  set_up_payments: ADMINS_AND_PLATFORM,
  // Running the business
  read_stores: ADMINS_PLATFORM_READS,
  manage_stores: PLATFORM,
  /** Address, hours and words of a store in the public shop. */
  describe_store: ADMINS_AND_PLATFORM,
  manage_store_admins: PLATFORM,
  read_registers: ADMINS_PLATFORM_READS,
  manage_registers: PLATFORM,
  /** Handing in the file of what a till could not send itself. */
  take_evidence: ADMINS_AND_PLATFORM,
  read_taxes: EVERYBODY_AT_WORK,
  manage_taxes: PLATFORM,
} as const satisfies Record<string, readonly [Decision, Decision, Decision]>;

export type Right = keyof typeof TABLE;
export const RIGHTS = Object.keys(TABLE) as readonly Right[];

const COLUMN = { store_employee: 0, store_admin: 1, platform_admin: 2 } as const;

/**
 * Whether a role may do a thing. A store's people act in their own store alone, and nobody acts in
 * another organization: that is settled before this table is asked.
 */
export function decide({ role, right }: { readonly role: Role; readonly right: Right }): Decision {
  return role === 'customer' ? 'no' : TABLE[right][COLUMN[role]];
}
