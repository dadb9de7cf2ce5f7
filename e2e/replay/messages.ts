/** What the replay and its till processes say to each other. */
import type { ItemId, RegisterId, StaffId, StoreId } from '@second-chance/shared/ids.ts';
import type { TillAccount } from './compare.ts';
import type { ReplayInvoice } from './online-retail.ts';

/** How a till process is begun. */
export interface TillStart {
  readonly kind: 'start';
  readonly dataDir: string;
  readonly serverUrl: string;
  readonly enrolmentCode: string;
  readonly staffId: StaffId;
  readonly pin: string;
  readonly timeZone: string;
}

/** A day of trade: a shift is opened, the invoices are rung up, the drawer is counted. */
export interface RingDay {
  readonly kind: 'ring';
  readonly day: string;
  readonly invoices: readonly ReplayInvoice[];
  /** Items that are sold from this day on, by code; the till waits until it has them. */
  readonly newItems: Readonly<Record<string, ItemId>>;
}

export type ToTill =
  | TillStart
  | RingDay
  /** Send everything that waits. */
  | { readonly kind: 'drain' }
  /** All tills are drained: take the rest of the feed in, account for everything, and end. */
  | { readonly kind: 'finish' };

export type FromTill =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly invoices: number }
  | { readonly kind: 'day_done'; readonly day: string }
  | { readonly kind: 'drained' }
  | {
      readonly kind: 'finished';
      readonly account: TillAccount;
      /** Time of closing each sale until it was durable, in ms. */
      readonly closingMs: readonly number[];
    };

export interface Shop {
  readonly storeId: StoreId;
  readonly registers: readonly { readonly id: RegisterId; readonly enrolmentCode: string }[];
  readonly staffId: StaffId;
  readonly pin: string;
}
