import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries, SESSION_KEY } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useText } from '../text/use-text.ts';

export const PASSWORD_MIN = 10;

/** Chooses a password by a link, then signs in with it. */
export function NewPasswordForm({
  token,
  link,
}: {
  readonly token: string;
  readonly link: { readonly email: string; readonly purpose: string };
}) {
  const t = useText();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const short = [...password].length < PASSWORD_MIN;
  const choose = useMutation({
    async mutationFn() {
      await api.accountLinks.setPassword({ token, password });
      await api.session.start({ email: link.email, password }).catch(() => undefined);
      await queries.invalidateQueries({ queryKey: SESSION_KEY });
      window.location.assign('/admin');
    },
  });
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        return short ? undefined : choose.mutateAsync().catch(() => undefined);
      }}
    >
      <p>
        {t(link.purpose === 'invitation' ? 'admin.link.welcomeLead' : 'admin.link.passwordLead')}
      </p>
      <TextField
        label={t('admin.email')}
        type="email"
        autoComplete="username"
        value={link.email}
        onChange={() => undefined}
        disabled
      />
      <TextField
        label={t('admin.newPassword')}
        description={t('admin.passwordHint')}
        type="password"
        autoComplete="new-password"
        autoFocus
        value={password}
        onChange={setPassword}
        maxLength={200}
        error={tried && short ? t('admin.passwordShort', { count: PASSWORD_MIN }) : undefined}
      />
      {choose.error !== null && <FailureNote error={choose.error} />}
      <Button submit tone="primary" wide busy={choose.isPending}>
        {t('admin.link.choose')}
      </Button>
    </Form>
  );
}
