/** What the use cases of the till stand on. Built once by till.ts; time and ids come from outside. */

import type { StoreSettingsDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { Id, StaffId } from '@second-chance/shared/ids.ts';
import type { Chain, EntryType, PayloadOf } from '@second-chance/shared/journal/entry.ts';
import type { StaffRole } from '@second-chance/shared/people/roles.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import type { Catalogue } from './documents/catalogue.ts';
import type { EntryPlace, NewEntry } from './journal/append-entry.ts';
import type { Enrolment } from './register/enrolment.ts';
import type { Sealer } from './register/sealer.ts';
import type { CartStore } from './sell/cart-store.ts';
import type { OnHand } from './stock/on-hand.ts';
import type { Store } from './store/open-store.ts';

export type NewId = <Kind extends string>() => Id<Kind>;

export interface TillContext {
  readonly store: Store;
  readonly newId: NewId;
  /** What is rung up into: live, or training, which counts nowhere. */
  readonly chain: () => Chain;
  /** Null before this device is enrolled. */
  readonly sealer: () => Sealer | null;
  readonly catalogue: Catalogue;
  readonly carts: CartStore;
  readonly onHand: OnHand;
  /** Null before a code was taken. */
  readonly enrolment: () => Enrolment | null;

  /**
   * Writes one signed entry and what follows from it in one transaction: all of it is on disk when
   * this returns, or nothing is and it throws.
   */
  readonly append: <T extends EntryType>(
    entry: CounterEntry<T>,
    project: (place: EntryPlace, payload: PayloadOf<T>) => void,
  ) => { readonly payload: PayloadOf<T> };
}

export type CounterEntry<T extends EntryType> = Omit<
  NewEntry<T>,
  'chain' | 'payload' | 'staffId'
> & {
  /** Made inside the transaction, where the next receipt number is known. */
  readonly payload: (nextReceiptNumber: () => string) => PayloadOf<T>;
  readonly staffId: StaffId;
};

export interface StaffMember {
  readonly id: StaffId;
  readonly displayName: string;
  readonly role: StaffRole;
}

/** A till with somebody at it, at the instant of one call. */
export interface Session extends TillContext {
  readonly me: StaffMember;
  readonly registerCode: string;
  readonly settings: StoreSettingsDocument;
  readonly now: EpochMs;
  readonly today: BusinessDay;
}
