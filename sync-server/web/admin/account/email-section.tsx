import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useText } from '../text/use-text.ts';
import styles from './account.module.css';
import type { Fresh } from './fresh.tsx';

export function EmailSection({ fresh, email }: { readonly fresh: Fresh; readonly email: string }) {
  const t = useText();
  const [wanted, setWanted] = useState('');
  const change = useMutation({
    mutationFn: (address: string) => fresh.run(() => api.security.changeEmail({ email: address })),
  });
  return (
    <section className={styles.section} aria-labelledby="own-email">
      <h2 id="own-email" className={styles.title}>
        {t('admin.email')}
      </h2>
      <p className={styles.soft}>{t('admin.account.emailLead', { email })}</p>
      <Form onSubmit={() => change.mutateAsync(wanted.trim()).catch(() => undefined)}>
        <TextField
          label={t('admin.account.newEmail')}
          type="email"
          inputMode="email"
          value={wanted}
          onChange={setWanted}
          maxLength={254}
        />
        {change.error !== null && <FailureNote error={change.error} />}
        {change.isSuccess && (
          <p role="status">{t('admin.account.emailSent', { email: change.variables })}</p>
        )}
        <div className={styles.actions}>
          <Button submit busy={change.isPending} disabled={wanted.trim() === ''}>
            {t('admin.account.changeEmail')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
