import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/confirm-dialog.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { columnName } from '../work/problem-words.ts';
import styles from './conflict-dialog.module.css';
import { differingFields, type ItemFields } from './item-draft.ts';
import { useReferences } from './reference-queries.ts';
import type { ItemConflict } from './use-item-form.ts';

type Side = 'mine' | 'theirs';

/**
 * Somebody else saved first: what both changed is shown side by side and chosen field by field; what
 * only one changed is kept of them.
 */
export function ConflictDialog({
  conflict,
  onDone,
}: {
  readonly conflict: ItemConflict;
  readonly onDone: (fields: Partial<ItemFields> | null) => void;
}) {
  const t = useText();
  const { base, mine, theirs } = conflict;
  const show = useFieldWords();
  const byMe = differingFields(mine, base);
  const byThem = differingFields(theirs, base);
  const both = byMe.filter(
    (field) => byThem.includes(field) && differingFields(mine, theirs).includes(field),
  );
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const sideOf = (field: string): Side => sides[field] ?? 'mine';
  const only = [
    ...byMe.filter((field) => !both.includes(field)).map((field) => ['mine', field] as const),
    ...byThem.filter((field) => !both.includes(field)).map((field) => ['theirs', field] as const),
  ];
  function finish() {
    const taken = byMe.filter((field) => !both.includes(field) || sideOf(field) === 'mine');
    const fields = Object.fromEntries(
      taken.map((field) => [field, mine[field as keyof ItemFields]]),
    );
    onDone({ ...fieldsOf(theirs), ...fields });
  }
  return (
    <Dialog
      title={t('admin.conflict.title')}
      onClose={() => onDone(null)}
      foot={
        <>
          <Button onPress={() => onDone(null)}>{t('admin.conflict.later')}</Button>
          <Button tone="primary" onPress={finish}>
            {t('admin.conflict.save')}
          </Button>
        </>
      }
    >
      <p>{t(both.length === 0 ? 'admin.conflict.nothingToChoose' : 'admin.conflict.text')}</p>
      {both.map((field) => (
        <fieldset key={field} className={styles.field}>
          <legend className={styles.legend}>{columnName(t, field)}</legend>
          {(['mine', 'theirs'] as const).map((side) => (
            <label key={side} className={styles.side}>
              <input
                type="radio"
                name={field}
                checked={sideOf(field) === side}
                onChange={() => setSides({ ...sides, [field]: side })}
              />
              <span>
                <span className={styles.who}>{t(`admin.conflict.${side}`)}</span>
                <span className={styles.value}>
                  {show(field, (side === 'mine' ? mine : theirs)[field as keyof ItemFields])}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      {only.length > 0 && (
        <ul className={styles.kept}>
          {only.map(([side, field]) => (
            <li key={field}>
              {t(side === 'mine' ? 'admin.conflict.keptMine' : 'admin.conflict.keptTheirs', {
                field: columnName(t, field),
                value: show(field, (side === 'mine' ? mine : theirs)[field as keyof ItemFields]),
              })}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function fieldsOf({
  id: _,
  storeId: _store,
  revision: _revision,
  status: _status,
  onHand: _onHand,
  ...fields
}: ItemView) {
  return fields as Partial<ItemFields>;
}

/** The value of a field as people read it. */
function useFieldWords(): (field: string, value: unknown) => string {
  const t = useText();
  const format = useFormat();
  const { pathOf, taxRates, schedules } = useReferences();
  return (field, value) => {
    if (value === null || value === undefined || value === '') return t('admin.conflict.nothing');
    if (typeof value === 'boolean') return t(value ? 'admin.yes' : 'admin.no');
    if (Array.isArray(value)) {
      return field === 'pictures'
        ? t('admin.items.pictureCount', { count: value.length })
        : value.join(', ') || t('admin.conflict.nothing');
    }
    if (typeof value === 'number') return format.amount(value as never, format.currency ?? '');
    const text = String(value);
    switch (field) {
      case 'categoryId':
        return pathOf(text);
      case 'taxRateId':
        return taxRates.find(({ value: id }) => id === text)?.label ?? text;
      case 'priceScheduleId':
        return schedules.find(({ id }) => id === text)?.name ?? text;
      case 'condition':
        return t(`admin.items.condition.${text as 'good'}`);
      case 'kind':
        return t(`admin.items.kind.${text as 'unique'}`);
      case 'taxScheme':
        return t(`admin.items.scheme.${text as 'standard'}`);
      case 'listedOn':
      case 'priceScheduleStart':
        return format.day(text);
      default:
        return text;
    }
  };
}
