import type { AdminMessageKey } from '@second-chance/shared/text/admin-messages.ts';
import { useTranslation } from 'react-i18next';

type PluralBase<Key> = Key extends `${infer Base}_one` ? Base : never;
type Singular = Exclude<AdminMessageKey, `${string}_one` | `${string}_other`>;
export type TextKey = Singular | PluralBase<AdminMessageKey>;

/** Puts a key into words of the language in use. `count` chooses the plural. */
export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function useText(): Text {
  return useTranslation('words').t as unknown as Text;
}
