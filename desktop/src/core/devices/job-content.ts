import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import type { Label } from '@second-chance/shared/labels/label.ts';

export interface LabelRun {
  readonly label: Label;
  readonly count: number;
}

/** What a job is to bring out, as data. */
export type JobContent =
  | { readonly kind: 'receipt'; readonly saleId: SaleId; readonly copy: boolean }
  | { readonly kind: 'report'; readonly report: ShiftReport }
  | { readonly kind: 'labels'; readonly labels: readonly LabelRun[] }
  /** By the server; whom it is for is on this till until it was sent, and in no journal. */
  | {
      readonly kind: 'mail';
      readonly saleId: SaleId;
      readonly email: string;
      readonly language: 'en' | 'de';
    }
  | { readonly kind: 'test' }
  /** Opens the drawer. */
  | { readonly kind: 'kick' };
