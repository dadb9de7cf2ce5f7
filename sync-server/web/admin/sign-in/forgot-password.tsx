import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useText } from '../text/use-text.ts';

/** Asks for a link by mail. What it says is the same whether there is an account or not. */
export function ForgotPassword({ onBack }: { readonly onBack: () => void }) {
  const t = useText();
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: () => api.accountLinks.requestPassword({ email: email.trim() }),
  });
  if (ask.isSuccess) {
    return (
      <>
        <p role="status">{t('admin.forgotSent', { email: email.trim() })}</p>
        <Button wide onPress={onBack}>
          {t('admin.backToSignIn')}
        </Button>
      </>
    );
  }
  return (
    <Form onSubmit={() => ask.mutateAsync().catch(() => undefined)}>
      <p>{t('admin.forgotLead')}</p>
      <TextField
        label={t('admin.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        value={email}
        onChange={setEmail}
        maxLength={254}
      />
      {ask.error !== null && <FailureNote error={ask.error} />}
      <Button submit tone="primary" wide busy={ask.isPending} disabled={email.trim() === ''}>
        {t('admin.forgotSend')}
      </Button>
      <Button tone="quiet" wide onPress={onBack}>
        {t('admin.backToSignIn')}
      </Button>
    </Form>
  );
}
