import type { DevicesView } from '@second-chance/shared/contract/till/device-views.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePort, useTillState } from '../state/till-context.tsx';

const REFRESH_MS = 2_000;

/** What is set up and what waits, as core has it now. */
export function useDevices() {
  const port = usePort();
  const queries = useQueryClient();
  const { waiting, mails, late, problem } = useTillState().printing;
  const key = ['devices', waiting, mails, late, problem?.problem ?? ''];
  const list = useQuery({
    queryKey: key,
    queryFn: () => port.devices.list({}),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  return {
    view: list.data,
    failed: list.isError,
    accept: (view: DevicesView) => queries.setQueryData(key, view),
  };
}
