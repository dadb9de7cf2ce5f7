import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { addPasskey } from '../sign-in/passkey.ts';
import { useText } from '../text/use-text.ts';
import { deviceOf } from './device-of.ts';
import type { Fresh } from './fresh.tsx';

interface Props {
  readonly fresh: Fresh;
  readonly onAdded: (recoveryCodes: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Names a passkey, then the browser makes it. */
export function AddPasskey({ fresh, onAdded, onClose }: Props) {
  const t = useText();
  const [name, setName] = useState(() => deviceOf(navigator.userAgent) ?? '');
  const add = useMutation({
    mutationFn: () => fresh.run(() => addPasskey(name)),
    onSuccess: onAdded,
  });
  return (
    <SideSheet title={t('admin.account.addPasskey')} onClose={onClose}>
      <p>{t('admin.account.passkeyLead')}</p>
      <Form onSubmit={() => add.mutateAsync().catch(() => undefined)}>
        <TextField
          label={t('admin.account.passkeyName')}
          description={t('admin.account.passkeyNameHint')}
          autoFocus
          value={name}
          onChange={setName}
          maxLength={60}
        />
        {add.error !== null && <FailureNote error={add.error} />}
        <Button submit tone="primary" icon="key" busy={add.isPending} disabled={name === ''}>
          {t('admin.account.makePasskey')}
        </Button>
      </Form>
    </SideSheet>
  );
}
