import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useSession } from '../frame/session-context.tsx';
import { STORES_KEY } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { FormSection } from '../parts/form.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import type { StoreView } from './store-draft.ts';

/** Closes a store, or opens it again. */
export function StoreClosing({ store }: { readonly store: StoreView }) {
  const t = useText();
  const { can } = useSession();
  const [asking, setAsking] = useState(false);
  const { id, closedAt, name } = store;
  const act = useMutation({
    mutationFn: () =>
      closedAt === null ? api.storeClosing.close({ id }) : api.storeClosing.reopen({ id }),
    onSuccess() {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: STORES_KEY });
      void queries.invalidateQueries({ queryKey: ['store', id] });
    },
  });
  if (!can('manage_stores')) return null;
  return (
    <FormSection title={t('admin.stores.closing')}>
      {closedAt === null ? (
        <p>{t('admin.stores.closingLead')}</p>
      ) : (
        <p>
          {t('admin.stores.closedSince')} <When at={closedAt} />
        </p>
      )}
      {closedAt !== null && act.error !== null && <FailureNote error={act.error} />}
      <div>
        {closedAt === null ? (
          <Button tone="danger" onPress={() => setAsking(true)}>
            {t('admin.stores.close')}
          </Button>
        ) : (
          <Button busy={act.isPending} onPress={() => act.mutate()}>
            {t('admin.stores.reopen')}
          </Button>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={t('admin.stores.closeTitle', { name })}
          confirmLabel={t('admin.stores.close')}
          tone="danger"
          busy={act.isPending}
          error={act.error}
          onConfirm={() => act.mutate()}
          onCancel={() => {
            act.reset();
            setAsking(false);
          }}
        >
          <p>{t('admin.stores.closingLead')}</p>
        </ConfirmDialog>
      )}
    </FormSection>
  );
}
