import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useSession } from '../frame/session-context.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { Tag } from '../parts/tag.tsx';
import { Ago, When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import { EnrolmentCode } from './enrolment-code.tsx';
import { type Register, TONES } from './registers-page.tsx';

interface Props {
  readonly register: Register;
  readonly storeName: string;
  readonly now: number;
  readonly onClose: () => void;
}

/** One till place: its state, a code for a new device, and the way to shut its device out. */
export function RegisterSheet({ register, storeName, now, onClose }: Props) {
  const t = useText();
  const { can } = useSession();
  const [revoking, setRevoking] = useState(false);
  const { id, code, name, state, epoch, lastContactAt, unsentEntries, oldestUnsentAt } = register;
  const make = useMutation({
    mutationFn: async () => ({ ...(await api.registers.createCode({ id })), usedFrom: epoch + 1 }),
  });
  const revoke = useMutation({
    mutationFn: () => api.registers.revoke({ id }),
    onSuccess() {
      setRevoking(false);
      void queries.invalidateQueries({ queryKey: ['registers'] });
    },
  });
  const unsent = unsentEntries ?? 0;
  return (
    <SideSheet
      title={`${code} · ${name}`}
      lead={<Tag tone={TONES[state]}>{t(`admin.registers.state.${state}`)}</Tag>}
      onClose={onClose}
      foot={
        can('manage_registers') && (
          <>
            {(state === 'enrolled' || state === 'frozen') && (
              <Button tone="danger" onPress={() => setRevoking(true)}>
                {t('admin.registers.revoke')}
              </Button>
            )}
            <Button tone="primary" icon="key" busy={make.isPending} onPress={() => make.mutate()}>
              {t('admin.registers.makeCode')}
            </Button>
          </>
        )
      }
    >
      {make.data && (
        <EnrolmentCode
          key={make.data.expiresAt}
          code={make.data.code}
          expiresAt={make.data.expiresAt}
          usedNow={epoch >= make.data.usedFrom}
        />
      )}
      {make.error !== null && <FailureNote error={make.error} />}
      <Facts
        rows={[
          { label: t('admin.store'), value: storeName },
          {
            label: t('admin.registers.contact'),
            value:
              lastContactAt === null ? (
                t('admin.registers.never')
              ) : (
                <>
                  <When at={lastContactAt} /> (<Ago at={lastContactAt} now={now} />)
                </>
              ),
          },
          {
            label: t('admin.registers.unsent'),
            value:
              unsentEntries === null ? (
                t('admin.registers.notTold')
              ) : unsent === 0 ? (
                t('admin.registers.allSent')
              ) : (
                <Tag tone="waiting">{t('admin.registers.entries', { count: unsent })}</Tag>
              ),
          },
          ...(oldestUnsentAt === null
            ? []
            : [
                {
                  label: t('admin.registers.oldest'),
                  value: <Ago at={oldestUnsentAt} now={now} />,
                },
              ]),
          { label: t('admin.registers.version'), value: register.appVersion ?? '–' },
          { label: t('admin.registers.epoch'), value: String(epoch) },
          {
            label: t('admin.registers.acknowledged'),
            value: String(register.acknowledgedSeq),
          },
        ]}
      />
      {revoking && (
        <ConfirmDialog
          title={t('admin.registers.revokeTitle', { code })}
          confirmLabel={t('admin.registers.revoke')}
          tone="danger"
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate()}
          onCancel={() => setRevoking(false)}
        >
          <p>{t('admin.registers.revokeLead')}</p>
          {unsent > 0 && (
            <p>
              <Tag tone="bad">{t('admin.registers.revokeUnsent', { count: unsent })}</Tag>
            </p>
          )}
        </ConfirmDialog>
      )}
    </SideSheet>
  );
}
