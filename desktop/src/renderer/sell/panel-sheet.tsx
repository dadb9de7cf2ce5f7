import { DesktopSheet } from '../desktop/desktop-sheet.tsx';
import { DevicesSheet } from '../devices/devices-sheet.tsx';
import { KeysHelp } from '../frame/keys-help.tsx';
import { MenuSheet } from '../frame/menu-sheet.tsx';
import { UnsentSheet } from '../frame/unsent-sheet.tsx';
import { LabelsSheet } from '../labels/labels-sheet.tsx';
import { CardSheet } from '../pay/card-sheet.tsx';
import { CashSheet } from '../pay/cash-sheet.tsx';
import { SlipSheet } from '../pay/slip-sheet.tsx';
import { SalesSheet } from '../receipts/sales-sheet.tsx';
import { ReturnsSheet } from '../returns/returns-sheet.tsx';
import { ShiftSheet } from '../shifts/shift-sheet.tsx';
import { SyncSheet } from '../sync/sync-sheet.tsx';
import { CounterPanelSheet } from './counter-panel.tsx';
import { ItemSheet } from './item-sheet.tsx';
import { LineSheet } from './line-sheet.tsx';
import type { Panel } from './panel.ts';
import { ParkSheet } from './park-sheet.tsx';
import { ParkedSheet } from './parked-sheet.tsx';
import { TicketSheet } from './ticket-sheet.tsx';

/** The sheet that lies over the tiles. */
export function PanelSheet({ panel }: { readonly panel: Panel }) {
  switch (panel.kind) {
    case 'cash':
      return <CashSheet />;
    case 'card':
      return <CardSheet />;
    case 'slip':
      return <SlipSheet />;
    case 'line':
      return (
        <LineSheet key={`${panel.lineId} ${panel.what}`} lineId={panel.lineId} what={panel.what} />
      );
    case 'ticket':
      return <TicketSheet />;
    case 'park':
      return <ParkSheet />;
    case 'parked':
      return <ParkedSheet />;
    case 'returns':
      return <ReturnsSheet key={panel.receiptNumber} receiptNumber={panel.receiptNumber} />;
    case 'sales':
      return <SalesSheet key={panel.saleId} saleId={panel.saleId} />;
    case 'shift':
      return <ShiftSheet />;
    case 'menu':
      return <MenuSheet />;
    case 'labels':
      return <LabelsSheet />;
    case 'devices':
      return <DevicesSheet />;
    case 'sync':
      return <SyncSheet />;
    case 'item':
      return <ItemSheet key={panel.itemId} itemId={panel.itemId} />;
    case 'desktop':
      return window.tillHost && <DesktopSheet desktop={window.tillHost.desktop} />;
    case 'unsent':
      return <UnsentSheet />;
    case 'keys':
      return <KeysHelp />;
    default:
      return <CounterPanelSheet panel={panel} />;
  }
}
