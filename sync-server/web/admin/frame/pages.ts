/**
 * Every page of the admin web, one line each. A page is fetched when it is first opened; a `$name` in
 * its path is read with `useParam`.
 */
import type { Right } from '@second-chance/shared/people/rights.ts';
import type { ComponentType } from 'react';
import type { PlaceName } from './places.ts';

export interface Page {
  readonly path: string;
  /** The place of the rail that it belongs to; null: none. */
  readonly place: PlaceName | null;
  /** Who may open it; null: whoever is signed in. */
  readonly right: Right | null;
  readonly load: () => Promise<ComponentType>;
}

export const PAGES: readonly Page[] = [
  {
    path: '/',
    place: 'dashboard',
    right: 'read_reports',
    load: () => import('../dashboard/dashboard-page.tsx').then((page) => page.DashboardPage),
  },
  {
    path: '/items',
    place: 'items',
    right: 'read_catalogue',
    load: () => import('../items/items-page.tsx').then((page) => page.ItemsPage),
  },
  {
    path: '/categories',
    place: 'categories',
    right: 'read_catalogue',
    load: () => import('../categories/categories-page.tsx').then((page) => page.CategoriesPage),
  },
  {
    path: '/transfer',
    place: 'transfer',
    right: 'edit_catalogue',
    load: () => import('../transfer/transfer-page.tsx').then((page) => page.TransferPage),
  },
  {
    path: '/sales',
    place: 'sales',
    right: 'read_sales',
    load: () => import('../sales/sales-page.tsx').then((page) => page.SalesPage),
  },
  {
    path: '/sales/$saleId',
    place: 'sales',
    right: 'read_sales',
    load: () => import('../sales/sale-page.tsx').then((page) => page.SalePage),
  },
  {
    path: '/shifts',
    place: 'shifts',
    right: 'read_reports',
    load: () => import('../shifts/shifts-page.tsx').then((page) => page.ShiftsPage),
  },
  {
    path: '/customers',
    place: 'customers',
    right: 'use_customers',
    load: () => import('../customers/customers-page.tsx').then((page) => page.CustomersPage),
  },
  {
    path: '/employees',
    place: 'employees',
    right: 'read_staff',
    load: () => import('../employees/employees-page.tsx').then((page) => page.EmployeesPage),
  },
  {
    path: '/changes',
    place: 'changes',
    right: 'settle_changes',
    load: () => import('../changes/changes-page.tsx').then((page) => page.ChangesPage),
  },
  {
    path: '/cards',
    place: 'cards',
    right: 'read_payments',
    load: () => import('../cards/cards-page.tsx').then((page) => page.CardsPage),
  },
  {
    path: '/payment-links',
    place: 'links',
    right: 'read_payments',
    load: () =>
      import('../payment-links/payment-links-page.tsx').then((page) => page.PaymentLinksPage),
  },
  {
    path: '/exceptions',
    place: 'exceptions',
    right: 'read_exceptions',
    load: () => import('../exceptions/exceptions-page.tsx').then((page) => page.ExceptionsPage),
  },
  {
    path: '/registers',
    place: 'registers',
    right: 'read_registers',
    load: () => import('../registers/registers-page.tsx').then((page) => page.RegistersPage),
  },
  {
    path: '/stores',
    place: 'stores',
    right: 'read_stores',
    load: () => import('../stores/stores-page.tsx').then((page) => page.StoresPage),
  },
  {
    path: '/admins',
    place: 'admins',
    right: 'manage_store_admins',
    load: () => import('../admins/admins-page.tsx').then((page) => page.AdminsPage),
  },
  {
    path: '/taxes',
    place: 'taxes',
    right: 'read_taxes',
    load: () => import('../taxes/taxes-page.tsx').then((page) => page.TaxesPage),
  },
  {
    path: '/audit',
    place: 'audit',
    right: 'read_audit_log',
    load: () => import('../audit/audit-page.tsx').then((page) => page.AuditPage),
  },
  {
    path: '/mail',
    place: 'mail',
    right: 'manage_stores',
    load: () => import('../mail/mail-page.tsx').then((page) => page.MailPage),
  },
  {
    path: '/account',
    place: null,
    right: null,
    load: () => import('../account/account-page.tsx').then((page) => page.AccountPage),
  },
];
