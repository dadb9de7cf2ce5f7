/**
 * All words of the admin web by language, one file a place. They are apart from `messages.ts`, so
 * that a till does not carry them. Of the till's words it takes those of the errors.
 */

import { adminAccount as accountDe } from './de/admin-account.ts';
import { adminCards as cardsDe } from './de/admin-cards.ts';
import { adminChanges as changesDe } from './de/admin-changes.ts';
import { adminCustomers as customersDe } from './de/admin-customers.ts';
import { adminDashboard as dashboardDe } from './de/admin-dashboard.ts';
import { adminEmployees as employeesDe } from './de/admin-employees.ts';
import { adminExceptions as exceptionsDe } from './de/admin-exceptions.ts';
import { adminItems as itemsDe } from './de/admin-items.ts';
import { adminPlatform as platformDe } from './de/admin-platform.ts';
import { adminRegisters as registersDe } from './de/admin-registers.ts';
import { adminSales as salesDe } from './de/admin-sales.ts';
import { adminShell as shellDe } from './de/admin-shell.ts';
import { adminShifts as shiftsDe } from './de/admin-shifts.ts';
import { adminSignIn as signInDe } from './de/admin-sign-in.ts';
import { adminStores as storesDe } from './de/admin-stores.ts';
import { adminWork as workDe } from './de/admin-work.ts';
import { errors as errorsDe } from './de/errors.ts';
import { adminAccount as accountEn } from './en/admin-account.ts';
import { adminCards as cardsEn } from './en/admin-cards.ts';
import { adminChanges as changesEn } from './en/admin-changes.ts';
import { adminCustomers as customersEn } from './en/admin-customers.ts';
import { adminDashboard as dashboardEn } from './en/admin-dashboard.ts';
import { adminEmployees as employeesEn } from './en/admin-employees.ts';
import { adminExceptions as exceptionsEn } from './en/admin-exceptions.ts';
import { adminItems as itemsEn } from './en/admin-items.ts';
import { adminPlatform as platformEn } from './en/admin-platform.ts';
import { adminRegisters as registersEn } from './en/admin-registers.ts';
import { adminSales as salesEn } from './en/admin-sales.ts';
import { adminShell as shellEn } from './en/admin-shell.ts';
import { adminShifts as shiftsEn } from './en/admin-shifts.ts';
import { adminSignIn as signInEn } from './en/admin-sign-in.ts';
import { adminStores as storesEn } from './en/admin-stores.ts';
import { adminWork as workEn } from './en/admin-work.ts';
import { errors as errorsEn } from './en/errors.ts';
import type { Words } from './words.ts';

const en = {
  ...errorsEn,
  ...shellEn,
  ...signInEn,
  ...accountEn,
  ...storesEn,
  ...platformEn,
  ...registersEn,
  ...changesEn,
  ...cardsEn,
  ...customersEn,
  ...itemsEn,
  ...workEn,
  ...shiftsEn,
  ...salesEn,
  ...exceptionsEn,
  ...employeesEn,
  ...dashboardEn,
} as const;

const de = {
  ...errorsDe,
  ...shellDe,
  ...signInDe,
  ...accountDe,
  ...storesDe,
  ...platformDe,
  ...registersDe,
  ...changesDe,
  ...cardsDe,
  ...customersDe,
  ...itemsDe,
  ...workDe,
  ...shiftsDe,
  ...salesDe,
  ...exceptionsDe,
  ...employeesDe,
  ...dashboardDe,
} as const satisfies Words<typeof en>;

export const ADMIN_MESSAGES = { en, de } as const;
export type AdminMessages = typeof en;
export type AdminMessageKey = keyof AdminMessages;
