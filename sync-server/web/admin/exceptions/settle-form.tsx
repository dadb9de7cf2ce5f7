import type { ExceptionFile } from '@second-chance/shared/contract/rest/sales.ts';
import {
  needsNote,
  type SettleWay,
  waysToSettle,
} from '@second-chance/shared/exceptions/settling.ts';
import type { ExceptionId, ItemId, RegisterId, SettlementId } from '@second-chance/shared/ids.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { ChoiceField, TextArea, TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { ItemPicker } from '../parts/item-picker.tsx';
import { newId } from '../parts/new-id.ts';
import { useToast } from '../parts/toasts.tsx';
import { useFormat } from '../text/use-format.ts';
import { type TextKey, useText } from '../text/use-text.ts';
import { CreateItem } from './create-item.tsx';
import styles from './exception-sheet.module.css';
import { wayKey } from './exception-words.ts';

/** What settles an exception of this kind; one of them is chosen and written down. */
export function SettleForm({
  file,
  store,
}: {
  readonly file: ExceptionFile;
  readonly store: PublicStore;
}) {
  const t = useText();
  const format = useFormat();
  const toast = useToast();
  const ways = waysToSettle(file.kind);
  const [how, setHow] = useState<SettleWay>(ways[0] ?? 'accept');
  const [note, setNote] = useState('');
  const [counted, setCounted] = useState('');
  const [itemId, setItemId] = useState<ItemId | null>(null);
  // One settlement however often it is sent; another way is another one.
  const [settlementId, setSettlementId] = useState(() => newId<'Settlement'>());
  const settle = useMutation({
    mutationFn: () =>
      api.exceptions.settle({
        id: file.id,
        settlementId,
        how,
        note,
        ...(how === 'count_stock' && { counted: Number(counted) }),
        ...(how === 'link_item' && itemId !== null && { itemId }),
      }),
    onSuccess: (answer) => {
      const id = settlementId;
      setSettlementId(newId());
      queries.setQueryData(['exception', file.id], answer);
      void queries.invalidateQueries({ queryKey: ['exceptions'] });
      toast({ text: t('admin.settle.done'), undo: () => takeBack(file.id, id) });
    },
  });
  const ready =
    (!needsNote(how) || note.trim() !== '') &&
    (how !== 'count_stock' || /^\d{1,6}$/.test(counted)) &&
    (how !== 'link_item' || itemId !== null) &&
    (how !== 'create_item' || file.item !== null) &&
    (how !== 'enrol_again' || (file.registerEpoch ?? 0) > (file.journal?.epoch ?? 0));
  return (
    <section className={styles.form} aria-label={t('admin.settle.title')}>
      <h3 className={styles.title}>{t('admin.settle.title')}</h3>
      <Form onSubmit={() => ready && settle.mutateAsync().catch(() => undefined)}>
        {ways.length > 1 && (
          <ChoiceField
            label={t('admin.settle.how')}
            value={how}
            options={ways.map((way) => ({ value: way, label: t(wayKey(way)) }))}
            onChange={setHow}
          />
        )}
        <p className={styles.soft}>
          {t(EXPLAINED[how], { onHand: format.count(file.onHand ?? 0) })}
        </p>
        {how === 'count_stock' && (
          <TextField
            label={t('admin.settle.counted')}
            kind="figures"
            inputMode="numeric"
            value={counted}
            onChange={setCounted}
            maxLength={6}
            required
          />
        )}
        {how === 'link_item' && (
          <ItemPicker
            storeId={store.id}
            label={t('admin.settle.whichItem')}
            value={itemId}
            onChange={setItemId}
          />
        )}
        {how === 'create_item' && file.item === null && <CreateItem file={file} store={store} />}
        {how === 'enrol_again' && <NewEnrolment file={file} />}
        <TextArea
          label={t('admin.settle.note')}
          value={note}
          onChange={setNote}
          maxLength={500}
          required={needsNote(how)}
        />
        {settle.error !== null && <FailureNote error={settle.error} />}
        <Button tone="primary" submit busy={settle.isPending} disabled={!ready}>
          {t('admin.settle.submit')}
        </Button>
      </Form>
    </section>
  );
}

async function takeBack(id: ExceptionId, undoes: SettlementId): Promise<void> {
  const answer = await api.exceptions.undo({ id, settlementId: newId(), undoes });
  queries.setQueryData(['exception', id], answer);
  await queries.invalidateQueries({ queryKey: ['exceptions'] });
}

const EXPLAINED = {
  correct_stock: 'admin.settle.correct_stock.what',
  count_stock: 'admin.settle.count_stock.what',
  accept: 'admin.settle.accept.what',
  goodwill: 'admin.settle.goodwill.what',
  link_item: 'admin.settle.link_item.what',
  create_item: 'admin.settle.create_item.what',
  enrol_again: 'admin.settle.enrol_again.what',
} as const satisfies Record<SettleWay, TextKey>;

/** A code for the register's new enrolment, for those who may make one. */
function NewEnrolment({ file }: { readonly file: ExceptionFile }) {
  const t = useText();
  const session = useSession();
  const registerId = file.journal?.registerId ?? null;
  const make = useMutation({
    mutationFn: (id: RegisterId) => api.registers.createCode({ id }),
  });
  const anew = (file.registerEpoch ?? 0) > (file.journal?.epoch ?? 0);
  if (anew) return <p>✓ {t('admin.settle.enrolled')}</p>;
  if (registerId === null || !session.can('manage_registers')) {
    return <p>{t('admin.settle.askPlatform')}</p>;
  }
  return (
    <div>
      {make.data === undefined ? (
        <Button icon="key" busy={make.isPending} onPress={() => make.mutate(registerId)}>
          {t('admin.settle.makeCode')}
        </Button>
      ) : (
        <>
          <p className={styles.code}>{make.data.code}</p>
          <p className={styles.soft}>{t('admin.settle.codeTodo')}</p>
        </>
      )}
      {make.error !== null && <FailureNote error={make.error} />}
    </div>
  );
}
