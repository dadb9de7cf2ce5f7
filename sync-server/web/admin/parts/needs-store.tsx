import type { ReactNode } from 'react';
import { type PublicStore, useStoreChoice } from '../frame/store-choice.tsx';
import { useText } from '../text/use-text.ts';
import { Empty } from './empty.tsx';

/** What concerns one store alone: shown once one is chosen. */
export function NeedsStore({ children }: { readonly children: (store: PublicStore) => ReactNode }) {
  const t = useText();
  const { store, stores } = useStoreChoice();
  if (store !== null) return <>{children(store)}</>;
  return (
    <Empty title={t(stores.length === 0 ? 'admin.noStore' : 'admin.chooseStore')}>
      {t('admin.chooseStoreTodo')}
    </Empty>
  );
}
