import { CreditSheet } from '../credit/credit-sheet.tsx';
import { GiftCardSheet } from '../credit/gift-card-sheet.tsx';
import { CustomerSheet } from '../customers/customer-sheet.tsx';
import { ScannerSheet } from '../setup/scanner-sheet.tsx';
import { NoteSheet } from './note-sheet.tsx';
import { UnlistedSheet } from './unlisted-sheet.tsx';

/** What is not goods and not money in the drawer: customers, cards, notes, this till's set-up. */
export type CounterPanel =
  | { readonly kind: 'customer' | 'giftCard' | 'scanner' }
  | { readonly kind: 'credit'; readonly code: string | null }
  | { readonly kind: 'unlisted'; readonly name: string }
  | { readonly kind: 'note'; readonly lineId: string | null };

export function CounterPanelSheet({ panel }: { readonly panel: CounterPanel }) {
  switch (panel.kind) {
    case 'customer':
      return <CustomerSheet />;
    case 'giftCard':
      return <GiftCardSheet />;
    case 'credit':
      return <CreditSheet key={panel.code} code={panel.code} />;
    case 'unlisted':
      return <UnlistedSheet name={panel.name} />;
    case 'note':
      return <NoteSheet key={panel.lineId} lineId={panel.lineId} />;
    case 'scanner':
      return <ScannerSheet />;
  }
}
