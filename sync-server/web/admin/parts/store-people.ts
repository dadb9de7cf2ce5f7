/** Who and what the ids of a store's records name. */
import type { StoreId } from '@second-chance/shared/ids.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api/client.ts';

export type Person = Awaited<ReturnType<typeof api.staff.list>>['rows'][number];

export function useStaff(storeId: StoreId) {
  return useQuery({
    queryKey: ['staff', storeId],
    queryFn: () => api.staff.list({ storeId }),
    staleTime: 60_000,
  });
}

export function useRegisters(storeId: StoreId) {
  return useQuery({
    queryKey: ['registers', storeId],
    queryFn: () => api.registers.list({ storeId }),
    staleTime: 10_000,
  });
}

export interface StoreNames {
  /** The name of a person; a dash where nobody is known. */
  person(id: string | null): string;
  register(id: string | null): string;
}

export function useStoreNames(storeId: StoreId): StoreNames {
  const staff = useStaff(storeId).data;
  const registers = useRegisters(storeId).data;
  return useMemo(() => {
    const names = new Map(staff?.rows.map(({ id, displayName }) => [String(id), displayName]));
    const codes = new Map(registers?.rows.map(({ id, code }) => [String(id), code]));
    return {
      person: (id) => (id === null ? '–' : (names.get(id) ?? '–')),
      register: (id) => (id === null ? '–' : (codes.get(id) ?? '–')),
    };
  }, [staff, registers]);
}
