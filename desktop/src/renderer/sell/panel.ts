import type { ItemHit } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { ItemId, SaleId } from '@second-chance/shared/ids.ts';
import type { CallError } from '../rpc/call-error.ts';
import type { CounterPanel } from './counter-panel.tsx';

/** What lies over the tiles. One at a time, never over the ticket. */
export type Panel =
  | {
      readonly kind:
        | 'cash'
        | 'slip'
        | 'card'
        | 'ticket'
        | 'park'
        | 'parked'
        | 'shift'
        | 'menu'
        | 'keys'
        | 'unsent'
        | 'desktop'
        | 'sync'
        | 'devices'
        | 'labels';
    }
  | { readonly kind: 'line'; readonly lineId: string; readonly what: LineChange }
  | { readonly kind: 'item'; readonly itemId: ItemId }
  | { readonly kind: 'returns'; readonly receiptNumber: string | null }
  | { readonly kind: 'sales'; readonly saleId: SaleId | null }
  | CounterPanel;

export type LineChange = 'quantity' | 'discount' | 'price';

/** A code that did not become a line; it waits beside the tiles and stops nothing. */
export interface TrayEntry {
  readonly id: number;
  readonly code: string;
  readonly quantity: number;
  readonly error: CallError;
  /** With CODE_AMBIGUOUS: what to choose from. */
  readonly items: readonly ItemHit[];
}

/** A call that core will do once somebody with the right vouches for it. */
export interface ApprovalRequest {
  readonly right: string;
  /** Tries with a PIN; answers why it was refused, or null where it is done. */
  vouch(approval: Approval): Promise<CallError | null>;
  cancel(): void;
}
