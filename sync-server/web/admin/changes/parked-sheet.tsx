import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ADMIN_MESSAGES } from '@second-chance/shared/text/admin-messages.ts';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import type { StoreNames } from '../parts/store-people.ts';
import { useToast } from '../parts/toasts.tsx';
import { useFormat } from '../text/use-format.ts';
import { type Text, type TextKey, useText } from '../text/use-text.ts';
import { collectionWords, fieldWords, valueWords } from './change-words.ts';
import styles from './changes.module.css';
import { nameOf, type Parked } from './parked-list.tsx';

/** Why something was not taken, in words where there are any. */
export function refusalWords(code: string, t: Text): string {
  if (code === 'NOT_ALLOWED') return t('admin.changes.refused.right');
  const key = `error.${code}`;
  return Object.hasOwn(ADMIN_MESSAGES.en, key) ? t(key as TextKey) : code;
}

/** One refused change: what it wanted, beside what is there now. */
export function ParkedSheet({
  parked,
  store,
  names,
  onClose,
}: {
  readonly parked: Parked;
  readonly store: PublicStore;
  readonly names: StoreNames;
  readonly onClose: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const toast = useToast();
  const { id, document, master, deleted, collection, code, settledHow } = parked;
  const amount = (value: number) => format.amount(minorUnits(value), store.currency);
  const value = (field: string, of: unknown) => valueWords(field, of, { t, amount });
  const fields = differing(document, master);
  const done = (text: string) => async () => {
    await queries.invalidateQueries({ queryKey: ['changes'] });
    toast({ text });
    onClose();
  };
  const apply = useMutation({
    mutationFn: () => api.parkedChanges.apply({ id }),
    onSuccess: done(t('admin.changes.applied')),
  });
  const dismiss = useMutation({
    mutationFn: () => api.parkedChanges.dismiss({ id }),
    onSuccess: done(t('admin.changes.dismissed')),
  });
  const error = apply.error ?? dismiss.error;
  return (
    <SideSheet
      title={nameOf(document) ?? collectionWords(collection, t)}
      lead={`${names.person(parked.staffId)}, ${names.register(parked.registerId)}, ${format.dateTime(parked.parkedAt)}`}
      onClose={onClose}
      wide
      foot={
        settledHow === null && (
          <>
            <Button busy={dismiss.isPending} onPress={() => dismiss.mutate()}>
              {t('admin.changes.letItBe')}
            </Button>
            <Button tone="primary" busy={apply.isPending} onPress={() => apply.mutate()}>
              {t('admin.changes.apply')}
            </Button>
          </>
        )
      }
    >
      <p>
        {refusalWords(code, t)} {t('admin.changes.parkedStory')}
      </p>
      {deleted && <p>{t('admin.changes.wantedGone')}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('admin.changes.field')}</th>
            <th scope="col">{t('admin.changes.now')}</th>
            <th scope="col">{t('admin.changes.wanted')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{fieldWords(field, t)}</th>
              <td>{master === null ? '–' : value(field, master[field])}</td>
              <td>{value(field, document[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {fields.length === 0 && <p>{t('admin.changes.same')}</p>}
      {error !== null && <FailureNote error={error} />}
    </SideSheet>
  );
}

/** Fields in which a document is not what is there. */
function differing(
  document: Readonly<Record<string, unknown>>,
  master: Readonly<Record<string, unknown>> | null,
): readonly string[] {
  return Object.keys(document).filter(
    (field) =>
      field !== 'id' &&
      field !== 'storeId' &&
      JSON.stringify(document[field]) !== JSON.stringify(master?.[field]),
  );
}
