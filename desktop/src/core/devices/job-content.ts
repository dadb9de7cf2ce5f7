import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';

/** What a job is to bring out, as data. */
export type JobContent =
  | { readonly kind: 'receipt'; readonly saleId: SaleId; readonly copy: boolean }
  | { readonly kind: 'report'; readonly report: ShiftReport }
  | { readonly kind: 'test' }
  /** Opens the drawer. */
  | { readonly kind: 'kick' };
