import type { SecurityView } from '@second-chance/shared/contract/rest/security.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries, SESSION_KEY } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import styles from './account.module.css';
import { AddPasskey } from './add-passkey.tsx';
import { AddTotp } from './add-totp.tsx';
import type { Fresh } from './fresh.tsx';

interface Props {
  readonly security: SecurityView;
  readonly fresh: Fresh;
  /** Recovery codes were made; they are shown once. */
  readonly onCodes: (codes: readonly string[]) => void;
}

/** Authenticator, passkeys and recovery codes. */
export function FactorsSection({ security, fresh, onCodes }: Props) {
  const t = useText();
  const [open, setOpen] = useState<'totp' | 'passkey' | null>(null);
  const [removing, setRemoving] = useState<{ readonly passkey: string | null } | null>(null);
  const added = (codes: readonly string[]) => {
    setOpen(null);
    refresh();
    onCodes(codes);
  };
  const remove = useMutation({
    mutationFn: (which: { readonly passkey: string | null }) =>
      fresh.run(() =>
        which.passkey === null
          ? api.security.removeTotp()
          : api.security.removePasskey({ id: which.passkey }),
      ),
    onSuccess: refresh,
    onSettled: () => setRemoving(null),
  });
  const renew = useMutation({
    mutationFn: () => fresh.run(() => api.security.renewRecoveryCodes()),
    onSuccess({ recoveryCodes }) {
      refresh();
      onCodes(recoveryCodes);
    },
  });
  const { totp, passkeys, recoveryCodesLeft } = security;
  const secured = totp || passkeys.length > 0;
  return (
    <section className={styles.section} aria-labelledby="own-factors">
      <h2 id="own-factors" className={styles.title}>
        {t('admin.secondFactor')}
      </h2>
      <p className={styles.soft}>{t('admin.account.factorsLead')}</p>
      <ul className={styles.rows}>
        <li className={styles.row}>
          <div className={styles.rowWords}>
            <p>{t('admin.account.authenticator')}</p>
            <Tag tone={totp ? 'good' : 'plain'}>
              {t(totp ? 'admin.account.inUse' : 'admin.account.notSet')}
            </Tag>
          </div>
          {totp ? (
            <Button onPress={() => setRemoving({ passkey: null })}>{t('admin.remove')}</Button>
          ) : (
            <Button icon="phone" onPress={() => setOpen('totp')}>
              {t('admin.account.addTotp')}
            </Button>
          )}
        </li>
        {passkeys.map(({ id, name, createdAt }) => (
          <li key={id} className={styles.row}>
            <div className={styles.rowWords}>
              <p>{name}</p>
              <p className={styles.soft}>
                {t('admin.account.passkeySince')} <When at={createdAt} />
              </p>
            </div>
            <Button onPress={() => setRemoving({ passkey: id })}>{t('admin.remove')}</Button>
          </li>
        ))}
        {secured && (
          <li className={styles.row}>
            <div className={styles.rowWords}>
              <p>{t('admin.account.recoveryCodes')}</p>
              <Tag tone={recoveryCodesLeft > 2 ? 'good' : 'waiting'}>
                {t('admin.account.codesLeft', { count: recoveryCodesLeft })}
              </Tag>
            </div>
            <Button busy={renew.isPending} onPress={() => renew.mutate()}>
              {t('admin.account.renewCodes')}
            </Button>
          </li>
        )}
      </ul>
      {(remove.error ?? renew.error) !== null && (
        <FailureNote error={remove.error ?? renew.error} />
      )}
      <div className={styles.actions}>
        <Button icon="key" onPress={() => setOpen('passkey')}>
          {t('admin.account.addPasskey')}
        </Button>
      </div>
      {open === 'totp' && <AddTotp fresh={fresh} onAdded={added} onClose={() => setOpen(null)} />}
      {open === 'passkey' && (
        <AddPasskey fresh={fresh} onAdded={added} onClose={() => setOpen(null)} />
      )}
      {removing !== null && (
        <ConfirmDialog
          title={t('admin.account.removeTitle')}
          confirmLabel={t('admin.remove')}
          tone="danger"
          busy={remove.isPending}
          onConfirm={() => remove.mutate(removing)}
          onCancel={() => setRemoving(null)}
        >
          <p>{t('admin.account.removeLead')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function refresh(): void {
  void queries.invalidateQueries({ queryKey: ['security'] });
  void queries.invalidateQueries({ queryKey: SESSION_KEY });
}
