import { join } from 'node:path';
import { assert } from '@second-chance/shared/assert.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import { ZERO } from '@second-chance/shared/money/minor-units.ts';
import { deviceCalls } from './devices/device-calls.ts';
import { refuse } from './outcome.ts';
import { newestCopy } from './store/backup.ts';
import type { Till } from './till.ts';
import { counterCalls } from './till-calls.ts';
import { documentCalls } from './till-document-calls.ts';
import type { TillOptions } from './till-options.ts';
import { stockCalls } from './till-stock-calls.ts';

/** What is wrong with a till's file: a code for the screen, words for whoever helps. */
export interface Damage {
  readonly code: string;
  readonly message: string;
}

/** Where the copies of a till's file are kept. */
export function backupFolder({ dataDir }: Pick<TillOptions, 'dataDir'>): string {
  return join(dataDir, 'backups');
}

/** The state of a till that cannot trust its file. */
export function damagedState(options: TillOptions, { code, message }: Damage): TillState {
  return {
    phase: 'damaged',
    damage: { code, message, newestBackup: newestCopy(backupFolder(options)) },
    store: null,
    register: null,
    staff: null,
    shift: null,
    sync: offlineSince(options.clock()),
    catalogue: { documents: 0, total: 0, complete: false, reloading: false },
    printing: NO_PRINTING,
    parkedCount: 0,
    training: false,
    lockAfterMinutes: 0,
    cartRevision: 0,
  };
}

const NO_PRINTING: TillState['printing'] = {
  receiptPrinter: false,
  labelPrinter: false,
  condition: null,
  waiting: 0,
  mails: 0,
  late: 0,
  problem: null,
  pages: 0,
};

/** Sync of a till that has none. */
export function offlineSince(since: TillState['sync']['since']): TillState['sync'] {
  return {
    online: false,
    since,
    lastContactAt: null,
    live: false,
    waitingEntries: 0,
    waitingSales: 0,
    waitingTotal: ZERO,
    oldestWaitingAt: null,
    waitingEdits: 0,
    parkedEdits: 0,
    openConflicts: 0,
    problem: null,
  };
}

/** What every call of a damaged till answers. */
export function refuseDamaged() {
  return refuse('STORE_DAMAGED', 'the file of this till did not pass its checks');
}

/** A till that only says what is wrong with its file: it sells nothing and changes nothing. */
export function damagedTill(options: TillOptions, damage: Damage): Till {
  const { logger } = options;
  logger.error({ damage }, 'the file of this till did not pass its checks');
  const state = damagedState(options, damage);
  const no = refuseDamaged;
  const calls = counterCalls(
    () => no,
    () => state,
    { online: () => false, wake: () => {} },
  );
  return {
    ...calls,
    cards: {
      ...calls.cards,
      readers: async () => no(),
      connectionToken: async () => no(),
      simulate: async () => no(),
    },
    storedValue: { ...calls.storedValue, lookUp: async () => no() },
    parkedTickets: {
      list: async () => no(),
      recall: async () => no(),
      share: () => {},
      stop: async () => {},
    },
    setup: { ...calls.setup, get: no },
    ...documentCalls(
      () => no,
      () => async () => no(),
      () => ({ repaired: 0, comparedAt: null }),
    ),
    ...deviceCalls(
      () => no,
      () => async () => no(),
      () => assert(false, 'a damaged till prints nothing') as never,
    ),
    ...stockCalls({
      at: () => no,
      atEditing: () => async () => no(),
      printLabels: null,
      ask: async () => no(),
    }),
    state: { get: () => state, subscribe: () => () => {} },
    register: { enrol: async () => no(), exportUnsynced: no, syncNow: async () => no() },
    people: { list: no, signIn: no, signOut: no },
    serverUrl: () => null,
    reportFailure: (call, failure) => logger.error({ call, err: failure }, 'a call failed'),
    inside: null,
    close: async () => {},
  };
}
