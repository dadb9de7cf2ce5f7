import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import { ZERO } from '@second-chance/shared/money/minor-units.ts';
import { refuse } from './outcome.ts';
import type { StoreError } from './store/store-error.ts';
import type { Till } from './till.ts';
import { counterCalls } from './till-calls.ts';
import type { TillOptions } from './till-options.ts';

/** A till that only says what is wrong with its file: it sells nothing and changes nothing. */
export function damagedTill({ clock, logger }: TillOptions, failed: StoreError): Till {
  logger.error({ err: failed }, 'the till’s file did not pass its checks');
  const state: TillState = {
    phase: 'damaged',
    damage: { code: failed.code, message: failed.message, newestBackup: null },
    store: null,
    register: null,
    staff: null,
    shift: null,
    sync: {
      online: false,
      since: clock(),
      waitingEntries: 0,
      waitingSales: 0,
      waitingTotal: ZERO,
      oldestWaitingAt: null,
      problem: null,
    },
    catalogue: { documents: 0, total: 0, complete: false },
    parkedCount: 0,
    cartRevision: 0,
  };
  const damaged = () => refuse('STORE_DAMAGED', 'the till’s file did not pass its checks');
  return {
    ...counterCalls(
      () => damaged,
      () => state,
    ),
    state: { get: () => state, subscribe: () => () => {} },
    register: {
      enrol: async () => damaged(),
      exportUnsynced: damaged,
      syncNow: async () => damaged(),
    },
    people: { list: damaged, signIn: damaged, signOut: damaged },
    serverUrl: () => null,
    reportFailure: (call, failure) => logger.error({ call, err: failure }, 'a call failed'),
    inside: null,
    close: async () => {},
  };
}
