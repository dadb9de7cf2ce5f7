/** What the list of sales is narrowed down by, as it stands in the address. */
import { parseAmount } from '@second-chance/shared/money/format-amount.ts';
import { SALE_KINDS, TENDER_KINDS } from '@second-chance/shared/sale/sale-record.ts';

export interface SaleAddress {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: string | undefined;
  readonly tender?: string | undefined;
  readonly register?: string | undefined;
  readonly cashier?: string | undefined;
  readonly receipt?: string | undefined;
  readonly least?: string | undefined;
  readonly most?: string | undefined;
  readonly item?: string | undefined;
  readonly shift?: string | undefined;
  readonly customer?: string | undefined;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filter as the API takes it; what the address says wrong is left out. */
export function saleQuery(
  address: SaleAddress,
  style: { readonly currency: string; readonly locale: string },
) {
  const amount = (text: string | undefined) => {
    const parsed = text === undefined || text === '' ? null : parseAmount(text, style);
    return parsed?.ok ? parsed.value : undefined;
  };
  const id = (text: string | undefined) => (text && ID.test(text) ? text : undefined);
  const day = (text: string | undefined) => (text && DAY.test(text) ? text : undefined);
  const query = {
    from: day(address.from),
    to: day(address.to),
    kind: SALE_KINDS.find((kind) => kind === address.kind),
    tender: TENDER_KINDS.find((kind) => kind === address.tender),
    registerId: id(address.register),
    staffId: id(address.cashier),
    receipt: address.receipt?.trim() === '' ? undefined : address.receipt?.trim().slice(0, 40),
    grossFrom: amount(address.least),
    grossTo: amount(address.most),
    itemId: id(address.item),
    shiftId: id(address.shift),
    customerId: id(address.customer),
  };
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as SaleQuery;
}

export type SaleQuery = Readonly<Record<string, never>>;

/** The address of the same sales as a file. */
export function csvAddress(query: SaleQuery, storeId: string): string {
  const search = new URLSearchParams({ storeId });
  for (const [key, value] of Object.entries(query)) search.set(key, String(value));
  return `/sales.csv?${search}`;
}
