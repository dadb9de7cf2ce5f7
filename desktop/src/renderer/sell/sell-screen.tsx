import { useEffect, useRef, useState } from 'react';
import { ApprovalSheet } from '../approval/approval-sheet.tsx';
import { useScan, useTypingTarget } from '../keys/keyboard.ts';
import { PayContext } from '../pay/pay-context.ts';
import { usePay } from '../pay/use-pay.ts';
import { WindowReader } from '../pay/window-reader.tsx';
import { useSource } from '../state/source.ts';
import { useTill } from '../state/till-context.tsx';
import { PanelSheet } from './panel-sheet.tsx';
import { Rail } from './rail.tsx';
import { SellContext, useSell } from './sell-context.ts';
import { createSellModel } from './sell-model.ts';
import styles from './sell-screen.module.css';
import { Shelf } from './shelf.tsx';
import { Ticket } from './ticket.tsx';
import { TopBar } from './top-bar.tsx';
import { Tray } from './tray.tsx';
import { useCounterKeys } from './use-counter-keys.ts';
import { useSellKeys } from './use-sell-keys.ts';

/** The counter: tiles and sheets on one side, the ticket always on the other. */
export function SellScreen() {
  const till = useTill();
  const [model] = useState(() => createSellModel(till));
  return (
    <SellContext value={model}>
      <Counter />
    </SellContext>
  );
}

function Counter() {
  const model = useSell();
  const pay = usePay();
  const panel = useSource(model.panel);
  const approval = useSource(model.approval);
  const search = useRef<HTMLInputElement>(null);
  const noField = useRef<HTMLInputElement>(null);
  useScan((code) => void model.scan(code));
  useTypingTarget(panel === null && approval === null ? search : noField);
  useSellKeys({ model, pay, search });
  useCounterKeys(model, pay);

  // A new text in the search field means the shelf is wanted, whatever lies over it.
  useEffect(() => model.searchText.subscribe(() => model.searchText.get() !== '' && model.close()));
  return (
    <PayContext value={pay}>
      <main className={styles.screen}>
        <TopBar search={search} />
        <Rail />
        <div className={styles.work}>
          {approval !== null && <ApprovalSheet request={approval} />}
          {panel !== null && (
            <div className={styles.fill} hidden={approval !== null}>
              <PanelSheet panel={panel} />
            </div>
          )}
          {panel === null && approval === null && <Shelf />}
          <Tray />
        </div>
        <Ticket />
        <WindowReader />
      </main>
    </PayContext>
  );
}
