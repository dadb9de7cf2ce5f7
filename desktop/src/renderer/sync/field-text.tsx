import type { FieldChange } from '@second-chance/shared/contract/till/document-views.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { MESSAGES } from '@second-chance/shared/text/messages.ts';
import { useQuery } from '@tanstack/react-query';
import { usePort } from '../state/till-context.tsx';
import { useFormat } from '../text/use-format.ts';
import { type TextKey, useText } from '../text/use-text.ts';

/** The name of a document's field in words; one that a newer program has is another field. */
export function useFieldName(): (field: string) => string {
  const t = useText();
  return (field) => t(keyOf(`field.${field}`) ?? 'field.other');
}

const AMOUNTS = new Set(['price', 'unitCost']);
const CATEGORIES = new Set(['categoryId', 'parentId']);

/** The value of a document's field as people read it. */
export function FieldText({
  field,
  value,
}: {
  readonly field: string;
  readonly value: FieldChange['to'];
}) {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: () => port.catalogue.categories({}),
    enabled: CATEGORIES.has(field),
  });
  if (value === null || value === '') return <>{t('sync.nothing')}</>;
  if (typeof value === 'boolean') return <>{t(value ? 'sync.yes' : 'sync.no')}</>;
  if (AMOUNTS.has(field) && typeof value === 'number') {
    return <>{format.amount(minorUnits(value))}</>;
  }
  if (CATEGORIES.has(field)) {
    return <>{categories.data?.find(({ id }) => id === value)?.name ?? t('sync.nothing')}</>;
  }
  if (field === 'condition') return <>{t(keyOf(`condition.${String(value)}`) ?? 'field.other')}</>;
  if (Array.isArray(value)) {
    const plain = value.filter((part) => typeof part !== 'object');
    return <>{value.length === 0 ? t('sync.nothing') : plain.join(', ') || value.length}</>;
  }
  return <>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</>;
}

function keyOf(text: string): TextKey | null {
  return Object.hasOwn(MESSAGES.en, text) ? (text as TextKey) : null;
}
