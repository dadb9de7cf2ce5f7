import { expect, test } from 'vitest';
import { decide, RIGHTS, type Right } from './rights.ts';
import { ROLES } from './roles.ts';

/** The table of DOMAIN.md, "Who may do what". */
const EXPECTED: readonly (readonly [
  rights: readonly Right[],
  employee: string,
  admin: string,
  platform: string,
])[] = [
  [
    ['sell', 'park_sale', 'return_by_receipt', 'run_own_shift', 'use_customers'],
    'yes',
    'yes',
    'no',
  ],
  [['discount_within_limit'], 'yes', 'yes', 'no'],
  [['discount_over_limit'], 'manager', 'yes', 'no'],
  [
    ['override_price', 'void_sale', 'return_without_receipt', 'open_drawer', 'set_up_devices'],
    'manager',
    'yes',
    'no',
  ],
  [['read_catalogue'], 'yes', 'yes', 'yes'],
  [['edit_catalogue'], 'no', 'yes', 'no'],
  [['manage_staff', 'settle_exceptions', 'settle_changes', 'erase_customers'], 'no', 'yes', 'no'],
  [['read_staff', 'read_reports', 'read_exceptions'], 'no', 'yes', 'yes'],
  [['take_evidence'], 'no', 'yes', 'yes'],
  [['describe_store'], 'no', 'yes', 'yes'],
  [['manage_stores', 'manage_store_admins', 'manage_registers', 'manage_taxes'], 'no', 'no', 'yes'],
];

test.for(EXPECTED)(
  '%s: employee %s, store admin %s, platform admin %s',
  ([rights, ...expected]) => {
    for (const right of rights) {
      const decisions = ROLES.slice(0, 3).map((role) => decide({ role, right }));
      expect(decisions, right).toEqual(expected);
    }
  },
);

test('a customer may nothing of it', () => {
  for (const right of RIGHTS) expect(decide({ role: 'customer', right })).toBe('no');
});

test('what needs a manager is something that a store admin may do alone', () => {
  for (const right of RIGHTS) {
    for (const role of ROLES) {
      if (decide({ role, right }) !== 'manager') continue;
      expect(decide({ role: 'store_admin', right }), right).toBe('yes');
    }
  }
});
