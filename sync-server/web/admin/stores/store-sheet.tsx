import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useText } from '../text/use-text.ts';
import { ProfileForm } from './profile-form.tsx';
import { StoreClosing } from './store-closing.tsx';
import { StoreForm } from './store-form.tsx';

interface Props {
  /** Null: a new one. */
  readonly storeId: string | null;
  readonly onClose: () => void;
}

/** One store: its settings, what the public shop tells of it, and its closing. */
export function StoreSheet({ storeId, onClose }: Props) {
  const t = useText();
  const [part, setPart] = useState<'settings' | 'profile'>('settings');
  const query = useQuery({
    queryKey: ['store', storeId],
    queryFn: () => api.stores.get({ id: storeId as never }),
    enabled: storeId !== null,
  });
  const { data, error } = query;
  return (
    <SideSheet
      wide
      title={storeId === null ? t('admin.stores.add') : (data?.name ?? '…')}
      lead={data?.code}
      onClose={onClose}
    >
      {storeId === null ? (
        <StoreForm store={null} onSaved={onClose} />
      ) : data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <LoadFailed error={error} onRetry={() => void query.refetch()} />
        )
      ) : (
        <>
          <ChoiceField
            label={t('admin.stores.show')}
            value={part}
            options={[
              { value: 'settings', label: t('admin.stores.settings') },
              { value: 'profile', label: t('admin.stores.profile') },
            ]}
            onChange={setPart}
          />
          {part === 'settings' ? (
            <>
              <StoreForm key={data.revision} store={data} onSaved={onClose} />
              <StoreClosing store={data} />
            </>
          ) : (
            <ProfileForm storeId={data.id} />
          )}
        </>
      )}
    </SideSheet>
  );
}
