import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import type { StoreNames } from '../parts/store-people.ts';
import { useToast } from '../parts/toasts.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { collectionWords, fieldWords, valueWords } from './change-words.ts';
import styles from './changes.module.css';
import type { Conflict } from './conflict-list.tsx';

/** One merge, field by field: what stayed, what was left out, and the way to bring it back. */
export function ConflictSheet({
  conflict,
  store,
  names,
  onClose,
}: {
  readonly conflict: Conflict;
  readonly store: PublicStore;
  readonly names: StoreNames;
  readonly onClose: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const toast = useToast();
  const { id, revision, fields, settled, collection, label } = conflict;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(fields.map(({ field }) => field)),
  );
  const amount = (value: number) => format.amount(minorUnits(value), store.currency);
  const value = (field: string, of: unknown) => valueWords(field, of, { t, amount });
  const done = (text: string) => async () => {
    await queries.invalidateQueries({ queryKey: ['changes'] });
    toast({ text });
    onClose();
  };
  const restore = useMutation({
    mutationFn: () => api.conflicts.restore({ id, revision, fields: [...chosen] }),
    onSuccess: done(t('admin.changes.restored')),
  });
  const dismiss = useMutation({
    mutationFn: () => api.conflicts.dismiss({ id, revision }),
    onSuccess: done(t('admin.changes.dismissed')),
  });
  const error = restore.error ?? dismiss.error;
  return (
    <SideSheet
      title={label || collectionWords(collection, t)}
      lead={`${names.person(conflict.staffId)}, ${names.register(conflict.registerId)}, ${format.dateTime(conflict.at)}`}
      onClose={onClose}
      wide
      foot={
        settled === null && (
          <>
            <Button busy={dismiss.isPending} onPress={() => dismiss.mutate()}>
              {t('admin.changes.dismiss')}
            </Button>
            <Button
              tone="primary"
              busy={restore.isPending}
              disabled={chosen.size === 0}
              onPress={() => restore.mutate()}
            >
              {t('admin.changes.restore', { count: chosen.size })}
            </Button>
          </>
        )
      }
    >
      <p>{t('admin.changes.conflictStory')}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('admin.changes.field')}</th>
            <th scope="col">{t('admin.changes.base')}</th>
            <th scope="col">{t('admin.changes.kept')}</th>
            <th scope="col">{t('admin.changes.lost')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, base, kept, lost, lostSide }) => (
            <tr key={field}>
              <th scope="row">{fieldWords(field, t)}</th>
              <td>{value(field, base)}</td>
              <td>{value(field, kept)}</td>
              <td>
                <Lost
                  value={value(field, lost)}
                  side={t(`admin.changes.side.${lostSide}`)}
                  chosen={settled === null ? chosen.has(field) : null}
                  onChoose={() => {
                    const next = new Set(chosen);
                    if (!next.delete(field)) next.add(field);
                    setChosen(next);
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {settled !== null && (
        <p>
          {t(`admin.changes.how.${settled.how}`)} · {format.dateTime(settled.at)}
        </p>
      )}
      {error !== null && <FailureNote error={error} />}
    </SideSheet>
  );
}

/** A value that was left out; while nobody decided, it can be chosen to come back. */
function Lost({
  value,
  side,
  chosen,
  onChoose,
}: {
  readonly value: string;
  readonly side: string;
  /** Null: it was decided. */
  readonly chosen: boolean | null;
  readonly onChoose: () => void;
}) {
  const words = (
    <span>
      {value}
      <span className={styles.soft}>{side}</span>
    </span>
  );
  if (chosen === null) return words;
  return (
    <label className={styles.choice}>
      <input type="checkbox" checked={chosen} onChange={onChoose} />
      {words}
    </label>
  );
}
