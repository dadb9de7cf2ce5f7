import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { PrintKey } from '../devices/print-key.tsx';
import { useKeys } from '../keys/keyboard.ts';
import { usePort } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import { closedReport } from './closed-report.ts';
import { ReportPdf } from './report-pdf.tsx';
import styles from './shift-report.module.css';
import { ShiftReportPaper } from './shift-report.tsx';

/** The Z report after closing: how the count compares, to be printed and put away. */
export function ShiftClosed({ report }: { readonly report: ShiftReport }) {
  const t = useText();
  const port = usePort();
  const done = () => closedReport.set(null);
  useKeys({ Enter: done, Esc: done });
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <h1 className={styles.title}>{t('shift.zReport', { number: report.zNumber ?? '' })}</h1>
        <ShiftReportPaper report={report} />
        <div className={styles.keys}>
          <PrintKey print={() => port.devices.printReport({ shiftId: report.shiftId })}>
            {t('shift.print')}
          </PrintKey>
          <ReportPdf shiftId={report.shiftId} />
          <TouchKey tone="primary" hint="Enter" onPress={done}>
            {t('shift.done')}
          </TouchKey>
        </div>
      </div>
    </main>
  );
}
