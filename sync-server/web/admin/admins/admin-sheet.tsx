import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { Tag } from '../parts/tag.tsx';
import { useToast } from '../parts/toasts.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import { type Admin, TONES } from './admins-page.tsx';

interface Props {
  readonly admin: Admin;
  readonly storeName: string;
  readonly onClose: () => void;
}

type Act = 'invite' | 'disable' | 'enable' | 'factor';

/** One store admin: invite again, shut out, let in, take away a lost second factor. */
export function AdminSheet({ admin, storeName, onClose }: Props) {
  const t = useText();
  const toast = useToast();
  const [asking, setAsking] = useState<'disable' | 'factor' | null>(null);
  const { id, displayName, email, state, secondFactor, createdAt, lastSignInAt } = admin;
  const act = useMutation({
    mutationFn: (what: Act) => ACTS[what](id),
    onSuccess(_, what) {
      setAsking(null);
      void queries.invalidateQueries({ queryKey: ['admins'] });
      toast({
        text: t(`admin.admins.done.${what}`, { name: displayName }),
        ...(what === 'disable' && { undo: () => act.mutateAsync('enable') }),
      });
    },
  });
  return (
    <SideSheet
      title={displayName}
      lead={<Tag tone={TONES[state]}>{t(`admin.admins.state.${state}`)}</Tag>}
      onClose={onClose}
      foot={
        <>
          {state === 'invited' && (
            <Button icon="mail" busy={act.isPending} onPress={() => act.mutate('invite')}>
              {t('admin.admins.inviteAgain')}
            </Button>
          )}
          {state === 'disabled' ? (
            <Button busy={act.isPending} onPress={() => act.mutate('enable')}>
              {t('admin.admins.enable')}
            </Button>
          ) : (
            <Button tone="danger" onPress={() => setAsking('disable')}>
              {t('admin.admins.disable')}
            </Button>
          )}
        </>
      }
    >
      <Facts
        rows={[
          { label: t('admin.email'), value: email },
          { label: t('admin.store'), value: storeName },
          { label: t('admin.admins.since'), value: <When at={createdAt} /> },
          {
            label: t('admin.admins.lastSignIn'),
            value: lastSignInAt === null ? '–' : <When at={lastSignInAt} />,
          },
          {
            label: t('admin.secondFactor'),
            value: t(secondFactor ? 'admin.yes' : 'admin.no'),
          },
        ]}
      />
      {secondFactor && (
        <div>
          <Button onPress={() => setAsking('factor')}>{t('admin.admins.removeFactor')}</Button>
        </div>
      )}
      {act.error !== null && <FailureNote error={act.error} />}
      {asking !== null && (
        <ConfirmDialog
          title={t(`admin.admins.ask.${asking}`, { name: displayName })}
          confirmLabel={t(asking === 'disable' ? 'admin.admins.disable' : 'admin.remove')}
          tone="danger"
          busy={act.isPending}
          error={act.error}
          onConfirm={() => act.mutate(asking)}
          onCancel={() => setAsking(null)}
        >
          <p>{t(`admin.admins.askLead.${asking}`)}</p>
        </ConfirmDialog>
      )}
    </SideSheet>
  );
}

const ACTS: Readonly<Record<Act, (id: Admin['id']) => Promise<unknown>>> = {
  invite: (id) => api.admins.inviteAgain({ id }),
  disable: (id) => api.admins.disable({ id }),
  enable: (id) => api.admins.enable({ id }),
  factor: (id) => api.admins.removeSecondFactor({ id }),
};
