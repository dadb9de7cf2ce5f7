/** The store that the pages show: a store's admin has one; a platform admin chooses. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { api } from '../api/client.ts';
import { useSession } from './session-context.tsx';

export type PublicStore = Awaited<ReturnType<typeof api.stores.list>>['rows'][number];

export interface StoreChoice {
  /** Stores that whoever is signed in can look at. */
  readonly stores: readonly PublicStore[];
  /** Null: all of them, or none is there yet. */
  readonly store: PublicStore | null;
  readonly choose: (storeId: string | null) => void;
  /** Whether there is anything to choose. */
  readonly mayChoose: boolean;
}

const NOTHING: StoreChoice = { stores: [], store: null, choose: () => undefined, mayChoose: false };
const StoreContext = createContext<StoreChoice>(NOTHING);
const STORED = 'second-chance.admin.store';

export const STORES_KEY = ['stores'] as const;

export function useStoreChoice(): StoreChoice {
  return useContext(StoreContext);
}

export function StoreChoiceProvider({ children }: { readonly children: ReactNode }) {
  const { account } = useSession();
  const { data } = useQuery({ queryKey: STORES_KEY, queryFn: () => api.stores.list() });
  const [chosen, setChosen] = useState(() => localStorage.getItem(STORED));
  const choice = useMemo((): StoreChoice => {
    const own = account.storeId;
    const stores = (data?.rows ?? []).filter(({ id }) => own === null || id === own);
    const only = stores.length === 1 ? stores[0] : undefined;
    return {
      stores,
      store: only ?? stores.find(({ id }) => id === chosen) ?? null,
      mayChoose: own === null && stores.length > 1,
      choose(storeId) {
        if (storeId === null) localStorage.removeItem(STORED);
        else localStorage.setItem(STORED, storeId);
        setChosen(storeId);
      },
    };
  }, [data, account.storeId, chosen]);
  return <StoreContext value={choice}>{children}</StoreContext>;
}
