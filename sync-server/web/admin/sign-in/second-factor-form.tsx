import type { SecondFactor, SessionState } from '@second-chance/shared/contract/rest/session.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { enterSession } from '../frame/session-context.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useText } from '../text/use-text.ts';
import { provePasskey } from './passkey.ts';

/** After the password: a passkey, the code of an authenticator, or a recovery code. */
export function SecondFactorForm({ factors }: { readonly factors: readonly SecondFactor[] }) {
  const t = useText();
  const [code, setCode] = useState('');
  const enter = { onSuccess: (next: unknown) => enterSession(next as SessionState) };
  const byCode = useMutation({ mutationFn: () => api.session.proveCode({ code }), ...enter });
  const byPasskey = useMutation({ mutationFn: provePasskey, ...enter });
  const signOut = useMutation({ mutationFn: () => api.session.end(), ...enter });
  const byTotp = factors.includes('totp');
  return (
    <>
      {factors.includes('passkey') && (
        <>
          <p>{t('admin.passkeyLead')}</p>
          <Button
            tone={byTotp ? 'plain' : 'primary'}
            icon="key"
            wide
            busy={byPasskey.isPending}
            onPress={() => byPasskey.mutate()}
          >
            {t('admin.usePasskey')}
          </Button>
          {byPasskey.error !== null && <FailureNote error={byPasskey.error} />}
        </>
      )}
      <Form onSubmit={() => byCode.mutateAsync().catch(() => undefined)}>
        <TextField
          label={t(byTotp ? 'admin.totpCode' : 'admin.recoveryCode')}
          description={t(byTotp ? 'admin.totpCodeHint' : 'admin.recoveryCodeHint')}
          kind="code"
          autoComplete="one-time-code"
          autoFocus
          value={code}
          onChange={setCode}
          maxLength={40}
        />
        {byCode.error !== null && <FailureNote error={byCode.error} />}
        <Button
          submit
          tone={byTotp ? 'primary' : 'plain'}
          wide
          busy={byCode.isPending}
          disabled={code.trim() === ''}
        >
          {t('admin.continue')}
        </Button>
      </Form>
      <Button tone="quiet" wide onPress={() => signOut.mutate()}>
        {t('admin.backToSignIn')}
      </Button>
    </>
  );
}
