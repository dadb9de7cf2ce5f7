/** What is printed for whoever tries the demo shop. */
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_PEOPLE } from '../../sync-server/src/demo/demo-shop.ts';

const ROLE_WORDS = { store_employee: 'cashier', store_admin: 'store admin' } as const;

export function demoSignIns(): readonly string[] {
  const people = DEMO_PEOPLE.map(
    ({ displayName, pin, role }) => `${displayName} ${pin} (${ROLE_WORDS[role]})`,
  );
  return [
    `Sign in      ${people.join(' · ')}`,
    'Scan or type 2000000000015 (denim jacket) · KITC-01 (teapot) · jumper',
  ];
}

export function demoAccounts(): readonly string[] {
  return DEMO_ACCOUNTS.map(
    ({ email }, index) =>
      `${index === 0 ? 'Sign in     ' : '            '} ${email} · ${DEMO_PASSWORD}`,
  );
}
