import { type Decision, decide, type Right } from '@second-chance/shared/people/rights.ts';
import type { StaffRole } from '@second-chance/shared/people/roles.ts';
import { type TextKey, useText } from '../text/use-text.ts';
import styles from './employee-sheet.module.css';

/** What somebody at a till would ask about, in the words of the shop; the table decides each. */
const SHOWN = {
  sell: 'admin.right.sell',
  return_by_receipt: 'admin.right.return_by_receipt',
  run_own_shift: 'admin.right.run_own_shift',
  use_customers: 'admin.right.use_customers',
  discount_within_limit: 'admin.right.discount_within_limit',
  discount_over_limit: 'admin.right.discount_over_limit',
  override_price: 'admin.right.override_price',
  void_sale: 'admin.right.void_sale',
  return_without_receipt: 'admin.right.return_without_receipt',
  open_drawer: 'admin.right.open_drawer',
  adjust_stock: 'admin.right.adjust_stock',
  edit_catalogue: 'admin.right.edit_catalogue',
  manage_staff: 'admin.right.manage_staff',
  read_reports: 'admin.right.read_reports',
  settle_exceptions: 'admin.right.settle_exceptions',
} as const satisfies Partial<Record<Right, TextKey>>;

const DECISIONS = {
  yes: 'admin.right.yes',
  manager: 'admin.right.manager',
  no: 'admin.right.no',
} as const satisfies Record<Decision, TextKey>;

const MARKS = { yes: '✓', manager: '▲', no: '–' } as const satisfies Record<Decision, string>;

/** What a role may do, from the one table that till and server ask. */
export function RoleRights({ role }: { readonly role: StaffRole }) {
  const t = useText();
  return (
    <ul className={styles.list}>
      {(Object.keys(SHOWN) as (keyof typeof SHOWN)[]).map((right) => {
        const decision = decide({ role, right });
        return (
          <li key={right} className={styles.right} data-no={decision === 'no' || undefined}>
            <span>{t(SHOWN[right])}</span>
            <span>
              <span aria-hidden="true">{MARKS[decision]} </span>
              {t(DECISIONS[decision])}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
