import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useToast } from '../parts/toasts.tsx';
import { PASSWORD_MIN } from '../sign-in/new-password-form.tsx';
import { useText } from '../text/use-text.ts';
import styles from './account.module.css';
import type { Fresh } from './fresh.tsx';

export function PasswordSection({ fresh }: { readonly fresh: Fresh }) {
  const t = useText();
  const toast = useToast();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const short = [...password].length < PASSWORD_MIN;
  const change = useMutation({
    mutationFn: () => fresh.run(() => api.security.setPassword({ password })),
    onSuccess() {
      setPassword('');
      setTried(false);
      toast({ text: t('admin.account.passwordChanged') });
      void queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <section className={styles.section} aria-labelledby="own-password">
      <h2 id="own-password" className={styles.title}>
        {t('admin.password')}
      </h2>
      <Form
        onSubmit={() => {
          setTried(true);
          return short ? undefined : change.mutateAsync().catch(() => undefined);
        }}
      >
        <TextField
          label={t('admin.newPassword')}
          description={t('admin.passwordHint')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          maxLength={200}
          error={tried && short ? t('admin.passwordShort', { count: PASSWORD_MIN }) : undefined}
        />
        {change.error !== null && <FailureNote error={change.error} />}
        <div className={styles.actions}>
          <Button submit busy={change.isPending}>
            {t('admin.account.changePassword')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
