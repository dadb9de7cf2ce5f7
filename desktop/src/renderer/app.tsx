import { KeyNames } from '@second-chance/ui/key-names.ts';
import { useCallback, useEffect } from 'react';
import styles from './app.module.css';
import { PagePrinter } from './devices/page-printer.tsx';
import { LostNotice } from './frame/lost-notice.tsx';
import { TillStatusBar } from './frame/till-status-bar.tsx';
import { TrainingNotice } from './frame/training-notice.tsx';
import { KeyTips } from './keys/key-tips.tsx';
import { keyOnTill, loadSetup, tillSetup } from './keys/till-setup.ts';
import { SellScreen } from './sell/sell-screen.tsx';
import { closedReport } from './shifts/closed-report.ts';
import { OpenShift } from './shifts/open-shift.tsx';
import { ShiftClosed } from './shifts/shift-closed.tsx';
import { SignIn } from './sign-in/sign-in.tsx';
import { useAutoLock } from './sign-in/use-auto-lock.ts';
import { Connecting } from './start/connecting.tsx';
import { Damaged } from './start/damaged.tsx';
import { Enrol } from './start/enrol.tsx';
import { Loading } from './start/loading.tsx';
import { useSource } from './state/source.ts';
import { useTill } from './state/till-context.tsx';
import { atStock, mayRunStock } from './state/workplace.ts';
import { StockScreen } from './stock/stock-screen.tsx';
import { followStoreLanguage } from './text/set-up-text.ts';

/** Which screen is shown is core's word alone; the bar at the foot is always there. */
export function App() {
  const till = useTill();
  const state = useSource(till.state);
  const status = useSource(till.status);
  const silent = useSource(till.silent);
  const lost = status === 'lost' || silent;
  const store = state?.store ?? null;
  useEffect(() => followStoreLanguage(store), [store]);
  const setup = useSource(tillSetup);
  const keyName = useCallback((key: string) => keyOnTill(setup, key), [setup]);
  useEffect(() => {
    if (status === 'open') void loadSetup(till);
  }, [till, status]);
  useAutoLock(till, state?.phase === 'signed_in' ? state.lockAfterMinutes : 0);
  return (
    <KeyNames value={keyName}>
      <div className={styles.app}>
        <KeyTips />
        {lost && <LostNotice />}
        {state?.training && <TrainingNotice />}
        <div className={styles.screen}>{state === null ? <Connecting /> : <Screen />}</div>
        {state?.phase === 'signed_in' && <PagePrinter pages={state.printing.pages} />}
        {state !== null && <TillStatusBar lost={lost} />}
      </div>
    </KeyNames>
  );
}

function Screen() {
  const state = useSource(useTill().state);
  const closed = useSource(closedReport);
  const stockFor = useSource(atStock);
  if (state === null) return null;
  if (closed !== null && state.shift === null) return <ShiftClosed report={closed} />;
  switch (state.phase) {
    case 'damaged':
      return <Damaged />;
    case 'unenrolled':
      return <Enrol />;
    case 'loading':
      return <Loading />;
    case 'signed_out':
      return <SignIn />;
    case 'signed_in':
      if (state.staff?.id === stockFor && mayRunStock(state.staff.role)) return <StockScreen />;
      return state.shift === null ? <OpenShift /> : <SellScreen />;
  }
}
