import { ADMIN_MESSAGES } from '@second-chance/shared/text/admin-messages.ts';
import type { TextKey } from '../text/use-text.ts';

/** The things that lines of the audit log are about, to filter by. */
export const AUDIT_THINGS = [
  'account',
  'session',
  'store',
  'register',
  'tax_rate',
  'price_schedule',
  'category',
  'item',
  'staff',
  'exception',
  'customer',
  'payment_settings',
  'card_reader',
  'payment_link',
  'provider_event',
] as const;

/** An action in words; one that has none yet as it is stored. */
export function actionWord(action: string, t: (key: TextKey) => string): string {
  const key = `admin.audit.did.${action}`;
  return Object.hasOwn(ADMIN_MESSAGES.en, key)
    ? t(key as TextKey)
    : action.replaceAll(/[._]/g, ' ');
}
