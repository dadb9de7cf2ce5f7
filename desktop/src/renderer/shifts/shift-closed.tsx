import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useKeys } from '../keys/keyboard.ts';
import { useText } from '../text/use-text.ts';
import { closedReport } from './closed-report.ts';
import styles from './shift-report.module.css';
import { ShiftReportPaper } from './shift-report.tsx';

/** The Z report after closing: how the count compares, to be printed and put away. */
export function ShiftClosed({ report }: { readonly report: ShiftReport }) {
  const t = useText();
  const done = () => closedReport.set(null);
  useKeys({ Enter: done, Esc: done });
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <h1 className={styles.title}>{t('shift.zReport', { number: report.zNumber ?? '' })}</h1>
        <ShiftReportPaper report={report} />
        <div className={styles.keys}>
          <TouchKey onPress={() => window.print()}>{t('shift.print')}</TouchKey>
          <TouchKey tone="primary" hint="Enter" onPress={done}>
            {t('shift.done')}
          </TouchKey>
        </div>
      </div>
    </main>
  );
}
