import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { Button } from '../parts/button.tsx';
import { Loading } from '../parts/empty.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useText } from '../text/use-text.ts';
import styles from './account.module.css';
import type { Fresh } from './fresh.tsx';

interface Props {
  readonly fresh: Fresh;
  readonly onAdded: (recoveryCodes: readonly string[]) => void;
  readonly onClose: () => void;
}

/** A QR code for the authenticator, and the code that shows that it was read. */
export function AddTotp({ fresh, onAdded, onClose }: Props) {
  const t = useText();
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: () => fresh.run(() => api.security.beginTotp()) });
  const confirm = useMutation({
    mutationFn: () => api.security.confirmTotp({ code }),
    onSuccess: ({ recoveryCodes }) => onAdded(recoveryCodes),
  });
  const { mutate } = begin;
  useEffect(() => mutate(), [mutate]);
  const made = begin.data;
  return (
    <SideSheet title={t('admin.account.addTotp')} onClose={onClose}>
      {begin.error !== null && <FailureNote error={begin.error} />}
      {begin.isPending && <Loading lines={4} />}
      {made !== undefined && (
        <>
          <p>{t('admin.account.totpLead')}</p>
          <img
            className={styles.qr}
            src={`data:image/svg+xml;utf8,${encodeURIComponent(made.qrCode)}`}
            alt={t('admin.account.qrCode')}
          />
          <p className={styles.soft}>{t('admin.account.totpByHand')}</p>
          <p className={styles.secret}>{made.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</p>
          <Form onSubmit={() => confirm.mutateAsync().catch(() => undefined)}>
            <TextField
              label={t('admin.totpCode')}
              kind="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={setCode}
              maxLength={10}
            />
            {confirm.error !== null && <FailureNote error={confirm.error} />}
            <Button submit tone="primary" busy={confirm.isPending} disabled={code.trim() === ''}>
              {t('admin.account.confirmTotp')}
            </Button>
          </Form>
        </>
      )}
    </SideSheet>
  );
}
