import type { SessionState } from '@second-chance/shared/contract/rest/session.ts';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { hasCode } from '../api/failure.ts';
import { enterSession, useSession } from '../frame/session-context.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { provePasskey } from '../sign-in/passkey.ts';
import { useText } from '../text/use-text.ts';

export interface Fresh {
  /** Runs a delicate call; where the server asks for a fresh proof, asks for that and runs it again. */
  readonly run: <T>(call: () => Promise<T>) => Promise<T>;
  /** To be put into the page. */
  readonly dialog: ReactNode;
}

/** Proves again who one is, where something delicate asks for it. */
export function useFresh(): Fresh {
  const [open, setOpen] = useState(false);
  const waiting = useRef<((proven: boolean) => void) | null>(null);
  const answer = (proven: boolean) => {
    setOpen(false);
    waiting.current?.(proven);
    waiting.current = null;
  };
  return {
    async run(call) {
      try {
        return await call();
      } catch (thrown) {
        if (!hasCode(thrown, 'FRESH_SIGN_IN_REQUIRED')) throw thrown;
        setOpen(true);
        const proven = await new Promise<boolean>((resolve) => {
          waiting.current = resolve;
        });
        if (!proven) throw thrown;
        return call();
      }
    },
    dialog: open && <ProveDialog onAnswer={answer} />,
  };
}

function ProveDialog({ onAnswer }: { readonly onAnswer: (proven: boolean) => void }) {
  const t = useText();
  const { factors } = useSession();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const needsCode = factors.includes('totp') || factors.includes('recovery_code');
  const done = {
    onSuccess(state: unknown) {
      enterSession(state as SessionState);
      onAnswer(true);
    },
  };
  const confirm = useMutation({
    mutationFn: () => api.session.confirm({ password, ...(needsCode && { code }) }),
    ...done,
  });
  const byPasskey = useMutation({ mutationFn: provePasskey, ...done });
  return (
    <Dialog title={t('admin.prove.title')} onClose={() => onAnswer(false)}>
      <p>{t('admin.prove.lead')}</p>
      {factors.includes('passkey') && (
        <>
          <Button icon="key" wide busy={byPasskey.isPending} onPress={() => byPasskey.mutate()}>
            {t('admin.usePasskey')}
          </Button>
          {byPasskey.error !== null && <FailureNote error={byPasskey.error} />}
        </>
      )}
      <Form onSubmit={() => confirm.mutateAsync().catch(() => undefined)}>
        <TextField
          label={t('admin.password')}
          type="password"
          autoComplete="current-password"
          autoFocus
          value={password}
          onChange={setPassword}
          maxLength={200}
        />
        {needsCode && (
          <TextField
            label={t('admin.totpCode')}
            description={t('admin.totpCodeHint')}
            kind="code"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
            maxLength={40}
          />
        )}
        {confirm.error !== null && <FailureNote error={confirm.error} />}
        <Button submit tone="primary" wide busy={confirm.isPending}>
          {t('admin.continue')}
        </Button>
        <Button wide onPress={() => onAnswer(false)}>
          {t('admin.cancel')}
        </Button>
      </Form>
    </Dialog>
  );
}
