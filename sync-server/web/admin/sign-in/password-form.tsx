import type { SessionState } from '@second-chance/shared/contract/rest/session.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { enterSession } from '../frame/session-context.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useText } from '../text/use-text.ts';

export function PasswordForm({ onForgot }: { readonly onForgot: () => void }) {
  const t = useText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const start = useMutation({
    mutationFn: () => api.session.start({ email: email.trim(), password }),
    onSuccess: (next) => enterSession(next as SessionState),
  });
  return (
    <Form onSubmit={() => start.mutateAsync().catch(() => undefined)}>
      <TextField
        label={t('admin.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        value={email}
        onChange={setEmail}
        maxLength={254}
      />
      <TextField
        label={t('admin.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        maxLength={200}
      />
      {start.error !== null && <FailureNote error={start.error} />}
      <Button submit tone="primary" wide busy={start.isPending}>
        {t('admin.signIn')}
      </Button>
      <Button tone="quiet" wide onPress={onForgot}>
        {t('admin.forgot')}
      </Button>
    </Form>
  );
}
