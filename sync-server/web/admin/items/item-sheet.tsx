import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useText } from '../text/use-text.ts';
import { ItemEditor } from './item-editor.tsx';

interface Props {
  /** Null: a new one. */
  readonly itemId: string | null;
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

/** One item beside the list. */
export function ItemSheet({ itemId, mayEdit, onClose }: Props) {
  const t = useText();
  const [address, change] = useAddress();
  const query = useQuery({
    queryKey: ['item', itemId],
    queryFn: () => api.items.get({ id: itemId as never }) as Promise<ItemView>,
    enabled: itemId !== null,
    // The form begins with what is true now, and stays the person's own while it is open.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (itemId === null || query.data) {
    return (
      <ItemEditor
        item={query.data ?? null}
        mayEdit={mayEdit}
        tab={address.tab === 'history' ? 'history' : 'fields'}
        onTab={(tab) => change({ tab: tab === 'history' ? tab : undefined })}
        onClose={onClose}
      />
    );
  }
  return (
    <SideSheet title={t('admin.items.one')} onClose={onClose} wide>
      {query.error == null ? (
        <Loading />
      ) : (
        <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
    </SideSheet>
  );
}
