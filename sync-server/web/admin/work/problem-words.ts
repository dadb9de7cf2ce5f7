import { ADMIN_MESSAGES } from '@second-chance/shared/text/admin-messages.ts';
import type { Text, TextKey } from '../text/use-text.ts';

/** The problems of a row in words: which column, and what is wrong there. */
export function problemsOf(
  t: Text,
  { problems }: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (!Array.isArray(problems)) return [];
  return problems.map(({ column, problem }: { column: string; problem: string }) => {
    const words = known(`admin.problem.${problem}`) ?? 'admin.problem.invalid';
    return `${columnName(t, column)}: ${t(words)}`;
  });
}

/** A column or field by the name that people see. */
export function columnName(t: Text, column: string): string {
  const field = FIELD_OF[column] ?? column;
  const key = known(`admin.items.field.${field}`);
  return key === null ? column : t(key);
}

/** Columns whose field is called otherwise. */
const FIELD_OF: Readonly<Record<string, string>> = {
  category: 'categoryId',
  tax: 'taxRateId',
  tax_scheme: 'taxScheme',
  cost: 'unitCost',
  price_schedule: 'priceScheduleId',
  price_schedule_start: 'priceScheduleStart',
  listed_on: 'listedOn',
};

function known(key: string): TextKey | null {
  return Object.hasOwn(ADMIN_MESSAGES.en, key) ? (key as TextKey) : null;
}
