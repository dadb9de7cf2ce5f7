import { z } from 'zod';

declare const idOf: unique symbol;

/** A UUID (version 7, made by whoever creates the thing) that names one kind of thing. */
export type Id<Kind extends string> = string & { readonly [idOf]: Kind };

export type OrganizationId = Id<'Organization'>;
export type StoreId = Id<'Store'>;
export type RegisterId = Id<'Register'>;
export type StaffId = Id<'Staff'>;
export type AccountId = Id<'Account'>;
export type SessionId = Id<'Session'>;
export type MailId = Id<'Mail'>;
export type CustomerId = Id<'Customer'>;
export type ItemId = Id<'Item'>;
export type CategoryId = Id<'Category'>;
export type TaxRateId = Id<'TaxRate'>;
export type PriceScheduleId = Id<'PriceSchedule'>;
export type ShiftId = Id<'Shift'>;
export type SaleId = Id<'Sale'>;
export type TenderId = Id<'Tender'>;
export type ParkedSaleId = Id<'ParkedSale'>;
export type PaymentId = Id<'Payment'>;
export type RefundId = Id<'Refund'>;
export type ReaderId = Id<'Reader'>;
export type PaymentLinkId = Id<'PaymentLink'>;
export type ExceptionId = Id<'Exception'>;
export type ConflictId = Id<'Conflict'>;
/** One decision of a person to change a document; made once, whatever is sent how often. */
export type IntentId = Id<'Intent'>;
export type DeliveryId = Id<'Delivery'>;
export type TransferId = Id<'Transfer'>;
export type StockCountId = Id<'StockCount'>;
export type ChangeSetId = Id<'ChangeSet'>;
export type ItemListId = Id<'ItemList'>;
export type TaskId = Id<'Task'>;
export type DeviceId = Id<'Device'>;
export type PrintJobId = Id<'PrintJob'>;
export type SettlementId = Id<'Settlement'>;
/** A gift card or a credit: what was paid in and not spent yet. */
export type StoredValueId = Id<'StoredValue'>;

/** A schema for one kind of id: any RFC 9562 UUID in lower case, so that one thing has one spelling. */
export function idSchema<Kind extends string>() {
  return z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, {
      error: 'must be a UUID in lower case',
    }) as unknown as z.ZodType<Id<Kind>, Id<Kind>>;
}
