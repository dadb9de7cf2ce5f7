import type { CustomerFile } from '@second-chance/shared/contract/rest/customers.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { useText } from '../text/use-text.ts';
import styles from './customer-sheet.module.css';

/** Asks for the name before a person is forgotten for good, and says what the law keeps. */
export function EraseDialog({
  customer,
  onErased,
  onCancel,
}: {
  readonly customer: CustomerFile;
  readonly onErased: () => void;
  readonly onCancel: () => void;
}) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const erase = useMutation({
    mutationFn: () => api.customers.erase({ id: customer.id, reason: reason.trim() }),
    onSuccess: async () => {
      queries.removeQueries({ queryKey: ['customer', customer.id] });
      onErased();
      await queries.invalidateQueries({ queryKey: ['customers'] });
    },
  });
  const ready = typed.trim() === customer.name.trim() && reason.trim() !== '';
  return (
    <Dialog
      title={t('admin.customers.eraseTitle', { name: customer.name })}
      onClose={onCancel}
      foot={
        <>
          <Button onPress={onCancel}>{t('admin.cancel')}</Button>
          <Button
            tone="danger"
            busy={erase.isPending}
            disabled={!ready}
            onPress={() => erase.mutate()}
          >
            {t('admin.customers.eraseForGood')}
          </Button>
        </>
      }
    >
      <p>{t('admin.customers.eraseWhat')}</p>
      <p>{t('admin.customers.eraseKept')}</p>
      <ul className={styles.list}>
        <li>{t('admin.customers.kept.records', { count: customer.bought.records })}</li>
        <li>{t('admin.customers.kept.audit')}</li>
      </ul>
      <TextField
        label={t('admin.customers.eraseReason')}
        description={t('admin.customers.eraseReasonHow')}
        value={reason}
        onChange={setReason}
        maxLength={200}
        required
        autoFocus
      />
      <TextField
        label={t('admin.customers.eraseType', { name: customer.name })}
        value={typed}
        onChange={setTyped}
        required
      />
      {erase.error !== null && <FailureNote error={erase.error} />}
    </Dialog>
  );
}
