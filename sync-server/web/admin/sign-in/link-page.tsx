import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { Button } from '../parts/button.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { type Text, useText } from '../text/use-text.ts';
import { NewPasswordForm } from './new-password-form.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

type LinkView = Awaited<ReturnType<typeof api.accountLinks.read>>;

/** Where links of mails lead: the secret is behind the `#`, and goes to the server in a body alone. */
export function LinkPage() {
  const t = useText();
  const [token] = useState(() => window.location.hash.slice(1));
  const query = useQuery({
    queryKey: ['link', token],
    queryFn: () => api.accountLinks.read({ token: token || '-' }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const { data, error } = query;
  const title = data === undefined ? t('admin.link.title') : titleOf(data, t);
  useEffect(() => {
    document.title = `${title} · Second Chance`;
  }, [title]);
  return (
    <SignInFrame title={title} organization={data?.organization.name ?? null}>
      {error !== null ? (
        <>
          <LoadFailed error={error} onRetry={() => void query.refetch()} />
          <ToSignIn />
        </>
      ) : data === undefined ? (
        <Loading lines={3} />
      ) : data.purpose === 'new_email' ? (
        <ConfirmEmail token={token} email={data.email} />
      ) : (
        <NewPasswordForm token={token} link={data} />
      )}
    </SignInFrame>
  );
}

function titleOf({ purpose, displayName }: LinkView, t: Text): string {
  if (purpose === 'invitation') return t('admin.link.welcome', { name: displayName });
  return t(purpose === 'new_password' ? 'admin.link.newPassword' : 'admin.link.newEmail');
}

function ConfirmEmail({ token, email }: { readonly token: string; readonly email: string }) {
  const t = useText();
  const confirm = useMutation({ mutationFn: () => api.accountLinks.confirmEmail({ token }) });
  if (confirm.isSuccess) {
    return (
      <>
        <p role="status">{t('admin.link.emailDone', { email })}</p>
        <ToSignIn />
      </>
    );
  }
  return (
    <>
      <p>{t('admin.link.emailLead', { email })}</p>
      {confirm.error !== null && <FailureNote error={confirm.error} />}
      <Button tone="primary" wide busy={confirm.isPending} onPress={() => confirm.mutate()}>
        {t('admin.link.emailConfirm')}
      </Button>
    </>
  );
}

function ToSignIn() {
  const t = useText();
  return (
    <Button wide onPress={() => window.location.assign('/admin')}>
      {t('admin.backToSignIn')}
    </Button>
  );
}
