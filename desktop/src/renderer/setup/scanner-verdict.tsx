import { receiptNumberIn } from '@second-chance/shared/sale/receipt-link.ts';
import { judgeBurst } from '../keys/judge-burst.ts';
import type { KeyPress, Scanner } from '../keys/wedge.ts';
import formStyles from '../sell/forms.module.css';
import { useText } from '../text/use-text.ts';

interface Props {
  readonly presses: readonly KeyPress[];
  readonly scanner: Scanner;
}

/** Whether the till takes what came for a scan, what it is, and if not, what is to be done. */
export function ScannerVerdict({ presses, scanner }: Props) {
  const t = useText();
  const { isScan, why, code, kind, gapMean, gapMax, end } = judgeBurst(presses, scanner);
  const pace = { mean: Math.round(gapMean), max: Math.round(gapMax) };
  return (
    <>
      <p>
        <span aria-hidden="true">{isScan ? '●' : '▲'} </span>
        {t(isScan ? 'scannerTest.isScan' : 'scannerTest.isTyping')}
        {why !== null && ` ${t(`scannerTest.why.${why}`, { ms: pace.mean })}`}
      </p>
      <p className={formStyles.lead}>
        {[
          t(`scannerTest.kind.${kind}`, { number: receiptNumberIn(code) ?? '' }),
          t('scannerTest.characters', { count: code.length }),
          t('scannerTest.pace', pace),
          ...(end === null ? [] : [t('scannerTest.end', { key: end })]),
        ].join(' · ')}
      </p>
    </>
  );
}
