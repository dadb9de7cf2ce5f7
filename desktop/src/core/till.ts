/**
 * The whole till in one object: opened on a folder, used by screens over RPC and by programs in
 * process alike. Time and network come from outside.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TillSetup } from '@second-chance/shared/contract/till/till-mode-calls.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { deviceCalls } from './devices/device-calls.ts';
import type { Catalogue } from './documents/catalogue.ts';
import type { UnsyncedExport } from './journal/export-unsynced.ts';
import type { Outcome } from './outcome.ts';
import { openDeviceKeys } from './register/device-key.ts';
import type { CartStore } from './sell/cart-store.ts';
import type { ParkedTickets } from './sell/parked-of-store.ts';
import { openStore, type Store } from './store/open-store.ts';
import { checkBeforeSelling } from './store/start-checks.ts';
import { type StoreError, storeErrorOf } from './store/store-error.ts';
import type { createLookUp } from './stored-value/look-up.ts';
import type { counterCalls } from './till-calls.ts';
import type { TillCards } from './till-cards.ts';
import type { StaffMember } from './till-context.ts';
import { damagedTill } from './till-damaged.ts';
import type { documentCalls } from './till-document-calls.ts';
import type { TillIdentity } from './till-identity.ts';
import type { TillOptions } from './till-options.ts';
import { runTill } from './till-running.ts';
import type { stockCalls } from './till-stock-calls.ts';

export interface Till
  extends Omit<ReturnType<typeof counterCalls>, 'cards' | 'storedValue' | 'setup'>,
    ReturnType<typeof documentCalls>,
    ReturnType<typeof deviceCalls>,
    ReturnType<typeof stockCalls> {
  readonly cards: ReturnType<typeof counterCalls>['cards'] &
    Pick<TillCards, 'readers' | 'connectionToken' | 'simulate'>;
  readonly storedValue: ReturnType<typeof counterCalls>['storedValue'] & {
    readonly lookUp: ReturnType<typeof createLookUp>;
  };
  readonly parkedTickets: ParkedTickets;
  readonly setup: ReturnType<typeof counterCalls>['setup'] & {
    /** Also while nobody is signed in. */
    readonly get: () => Outcome<TillSetup>;
  };
  readonly state: {
    readonly get: () => TillState;
    /** Calls back after every change, once a turn; answers how to stop. */
    readonly subscribe: (listener: (state: TillState) => void) => () => void;
  };
  readonly register: {
    readonly enrol: (code: EnrolmentCode) => Promise<Outcome<TillState>>;
    readonly exportUnsynced: () => Outcome<UnsyncedExport>;
    readonly syncNow: () => Promise<Outcome<TillState>>;
  };
  readonly people: {
    /** Who can sign in here, by name. */
    readonly list: () => Outcome<StaffMember[]>;
    readonly signIn: (person: Approval) => Outcome<TillState>;
    /** The open ticket stays for the next person. */
    readonly signOut: () => Outcome<TillState>;
  };
  /** Where this till's server is; null before it is enrolled. */
  readonly serverUrl: () => string | null;
  /** Puts a failure that nobody foresaw into the log. */
  readonly reportFailure: (call: string, failure: unknown) => void;
  /** What it stands on, for programs that look inside; null where the file is damaged. */
  readonly inside: TillInside | null;
  readonly close: () => Promise<void>;
}

export interface TillInside {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly identity: TillIdentity;
  readonly carts: CartStore;
}

export interface EnrolmentCode {
  readonly serverUrl: string;
  readonly code: string;
}

/**
 * Opens the till in a folder. A file that does not pass its checks gives a till that only reports
 * so; nothing is reset by itself.
 * Error: throws `StoreError` STORE_IN_USE where another till has the folder open.
 */
export async function openTill(options: TillOptions): Promise<Till> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const store = openSoundStore(options);
  if ('code' in store) return damagedTill(options, store);
  const keys = openDeviceKeys({
    folder: join(options.dataDir, 'keys'),
    vault: options.vault,
  });
  const damage = checkBeforeSelling(store, keys);
  if (damage === null) return runTill(options, store, keys);
  store.close();
  return damagedTill(options, damage);
}

function openSoundStore({ dataDir, beforeStatement }: TillOptions): Store | StoreError {
  try {
    return openStore({ file: join(dataDir, 'till.db'), beforeStatement });
  } catch (thrown) {
    const failed = storeErrorOf(thrown);
    if (failed === null || failed.code === 'STORE_IN_USE') throw thrown;
    return failed;
  }
}
