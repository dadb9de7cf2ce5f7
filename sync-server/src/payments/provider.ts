/**
 * The port to whoever moves the money. Both implementations pass one contract suite
 * (`test/provider-contract.ts`). A provider keeps nothing here: the use cases store before they ask.
 */
import type {
  OrganizationId,
  PaymentId,
  ReaderId,
  RefundId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type {
  CardFacts,
  DeclineReason,
  PaymentProviderName,
  ReaderPrompt,
} from '@second-chance/shared/payments/card.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';

/** Whose money it is, and through which account of the provider. */
export interface PaymentScope {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  /** The organization's account at the provider; null: the platform's own. */
  readonly account: string | null;
  /** The provider's name for the store as a place of readers; null where it has none. */
  readonly location: string | null;
}

export interface ReaderTarget {
  readonly id: ReaderId;
  readonly providerId: string;
  readonly way: 'server' | 'browser';
}

/** What one charge is. The same `paymentId` is the same charge, however often it is sent. */
export interface Charge {
  readonly paymentId: PaymentId;
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  readonly capture: 'automatic' | 'manual';
  /** Null: paid online. */
  readonly reader: ReaderTarget | null;
  readonly lines: readonly {
    readonly name: string;
    readonly quantity: number;
    readonly total: number;
  }[];
}

/** A charge as the provider knows it. */
export interface ChargeStatus {
  /** The provider's own id. */
  readonly providerId: string;
  /**
   * `waiting`: nothing is charged yet and it still may be. `closed` (declined, canceled): it never
   * will be, which the provider has confirmed.
   */
  readonly status: 'waiting' | 'approved' | 'declined' | 'canceled';
  /** With `approved`: whether the money is taken, or only held until it is captured. */
  readonly captured: boolean;
  /** What went back so far, in minor units. */
  readonly refunded: MinorUnits;
  readonly card: CardFacts | null;
  readonly declined: DeclineReason | null;
  readonly prompt: ReaderPrompt | null;
  /** For the provider's script in a browser; null where there is none. */
  readonly clientSecret: string | null;
}

export interface RefundStatus {
  readonly providerId: string;
  readonly status: 'pending' | 'succeeded' | 'failed';
}

/**
 * What came of a request. `lost`: nobody knows, it may have been done; ask, or send the very same
 * again. `refused`: it was not done and never will be for this reason.
 */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      /** For logs and developers. */
      readonly message: string;
    }
  | { readonly kind: 'lost'; readonly message: string };

export type RefusalReason =
  | 'amount_not_possible'
  | 'reader_busy'
  | 'reader_offline'
  | 'reader_unknown'
  | 'more_than_charged'
  | 'too_late'
  | 'not_configured'
  | 'other';

/** A charge or refund as a list of the provider's has it, for comparing books. */
export interface BookEntry {
  readonly kind: 'charge' | 'refund';
  readonly providerId: string;
  /** What we named it with; null where it was made beside this system. */
  readonly paymentId: PaymentId | null;
  readonly refundId: RefundId | null;
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  readonly status: ChargeStatus['status'] | RefundStatus['status'];
  readonly at: EpochMs;
}

export interface PaymentProvider {
  readonly name: PaymentProviderName;
  /** Makes the charge known to the provider. By itself it charges nothing. */
  readonly create: (scope: PaymentScope, charge: Charge) => Promise<Answer<ChargeStatus>>;
  /** Puts it on its reader, for the customer to pay. */
  readonly collect: (scope: PaymentScope, charge: Collected) => Promise<Answer<ChargeStatus>>;
  /** Takes what is held; repeating is harmless. */
  readonly capture: (scope: PaymentScope, charge: Named) => Promise<Answer<ChargeStatus>>;
  /** Gives it up for good. Answers `approved` where the customer was faster. */
  readonly cancel: (scope: PaymentScope, charge: Collected) => Promise<Answer<ChargeStatus>>;
  readonly lookUp: (scope: PaymentScope, charge: Named) => Promise<Answer<ChargeStatus>>;
  /** Gives back a part or all of what was captured, once for this refund id. */
  readonly refund: (scope: PaymentScope, refund: RefundOrder) => Promise<Answer<RefundStatus>>;
  readonly lookUpRefund: (
    scope: PaymentScope,
    refund: { readonly providerId: string },
  ) => Promise<Answer<RefundStatus>>;
  /** Everything that was made since, oldest last, page by page. */
  readonly listSince: (scope: PaymentScope, since: EpochMs) => AsyncIterable<BookEntry>;
  /** The provider's ids of the readers that can be reached now. */
  readonly onlineReaders: (
    scope: PaymentScope,
  ) => Promise<Answer<Pick<ReadonlySet<string>, 'has'>>>;
  /** Makes the store known as a place of readers; answers the provider's name for it. */
  readonly createLocation: (
    scope: PaymentScope,
    place: PlaceOfReaders,
  ) => Promise<Answer<{ readonly location: string }>>;
  /** Takes a reader into use by the code on its screen; answers the provider's id of it. */
  readonly registerReader: (
    scope: PaymentScope,
    reader: { readonly label: string; readonly registrationCode: string },
  ) => Promise<Answer<{ readonly providerId: string }>>;
  /** Takes a reader out of use; repeating is harmless. */
  readonly removeReader: (
    scope: PaymentScope,
    reader: { readonly providerId: string },
  ) => Promise<Answer<true>>;
  /** For the provider's script in a till's window. */
  readonly connectionToken: (scope: PaymentScope) => Promise<Answer<{ readonly secret: string }>>;
}

export interface PlaceOfReaders {
  readonly name: string;
  readonly line1: string;
  readonly city: string;
  readonly postalCode: string;
  /** Two letters, ISO 3166. */
  readonly country: string;
}

export interface Named {
  readonly paymentId: PaymentId;
  readonly providerId: string;
}

export interface Collected extends Charge {
  readonly providerId: string;
}

export interface RefundOrder extends Named {
  readonly refundId: RefundId;
  readonly amount: MinorUnits;
}
