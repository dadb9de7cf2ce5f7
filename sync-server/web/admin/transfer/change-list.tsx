import type { TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import { useReferences } from '../items/reference-queries.ts';
import { Money } from '../parts/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { columnName } from '../work/problem-words.ts';
import styles from './transfer.module.css';

interface Change {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

interface NewCategory {
  readonly path: string;
  readonly document: { readonly id: string };
}

/** The categories that an import makes beside its items. */
export function newCategoriesOf({ about }: Pick<TaskView, 'about'>): readonly NewCategory[] {
  return Array.isArray(about.newCategories) ? about.newCategories : [];
}

interface Props {
  readonly details: Readonly<Record<string, unknown>>;
  readonly newCategories: readonly NewCategory[];
}

/** What a row changes: each field with what was there and what comes. */
export function ChangeList({ details, newCategories }: Props) {
  const t = useText();
  const { currency } = useFormat();
  const changes = Array.isArray(details.changes) ? (details.changes as readonly Change[]) : [];
  if (changes.length === 0) {
    return typeof details.price === 'number' ? (
      <Money amount={details.price} currency={currency ?? ''} />
    ) : null;
  }
  return (
    <span className={styles.changes}>
      {changes.map(({ field, from, to }) => (
        <span key={field}>
          {columnName(t, field)}: <del>{<Value field={field} value={from} />}</del>{' '}
          <ins>
            {newCategories.find((made) => field === 'categoryId' && made.document.id === to)
              ?.path ?? <Value field={field} value={to} />}
          </ins>
        </span>
      ))}
    </span>
  );
}

function Value({ field, value }: { readonly field: string; readonly value: unknown }) {
  const t = useText();
  const { currency } = useFormat();
  const { pathOf } = useReferences();
  if (typeof value === 'number') return <Money amount={value} currency={currency ?? ''} />;
  if (typeof value === 'boolean') return <>{t(value ? 'admin.yes' : 'admin.no')}</>;
  if (Array.isArray(value)) return <>{value.join(', ') || '–'}</>;
  if (value === null || value === '') return <>–</>;
  return <>{field === 'categoryId' ? pathOf(String(value)) : String(value)}</>;
}
