import type { ErrorCode } from '@second-chance/shared/contract/errors.ts';
import { daysBetween } from '@second-chance/shared/time/calendar.ts';
import type { SaleRowFacts } from '../receipts/sale-rows.ts';
import type { Session } from '../till-context.ts';

export type ReturnRefusal = Extract<ErrorCode, 'RETURN_TOO_LATE' | 'NOT_RETURNABLE'>;

/** Why nothing of a sale may come back, or null. Days are business days of the store. */
export function returnRefusal(
  { settings, today }: Pick<Session, 'settings' | 'today'>,
  row: SaleRowFacts,
): ReturnRefusal | null {
  if (row.kind === 'void' || row.voided === 1) return 'NOT_RETURNABLE';
  const age = daysBetween({ from: row.businessDay, to: today });
  return age > settings.returnDays ? 'RETURN_TOO_LATE' : null;
}
