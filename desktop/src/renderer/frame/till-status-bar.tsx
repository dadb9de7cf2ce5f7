import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import { StatusBar } from '@second-chance/ui/status-bar.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { percentLoaded } from '../start/percent-loaded.ts';
import { usePort, useTill, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { useNow } from '../state/use-now.ts';
import { spanOfTime } from '../text/span-of-time.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { SaveUnsent } from './save-unsent.tsx';
import styles from './till-status-bar.module.css';

/** Always there: online or not, since when, how many sales wait and for what sum. */
export function TillStatusBar({ lost }: { readonly lost: boolean }) {
  const t = useText();
  const format = useFormat();
  const state = useTillState();
  const now = useNow(10_000);
  const till = useTill();
  const port = usePort();
  const again = useCall();
  const { sync, catalogue, phase, printing } = state;
  if (phase === 'unenrolled' || phase === 'damaged') return null;

  const problem = !lost && sync.problem !== null;
  const sign = lost
    ? t('status.noAnswer')
    : problem
      ? t('status.problem')
      : sync.online
        ? t('status.online')
        : t('status.offlineFor', { time: spanOfTime(now - sync.since, t) });
  const waiting = { count: sync.waitingSales, total: format.amount(sync.waitingTotal) };
  return (
    <StatusBar
      label={t('status.label')}
      tone={lost || problem ? 'problem' : sync.online ? 'good' : 'waiting'}
      sign={sign}
      end={
        <>
          {phase !== 'loading' && (!catalogue.complete || (sync.online && !lost && !problem)) && (
            <span>
              {catalogue.complete
                ? t('status.catalogueComplete')
                : t(catalogue.reloading ? 'status.reload' : 'status.catalogue', {
                    percent: percentLoaded(catalogue),
                  })}
            </span>
          )}
          {problem && sync.waitingSales > 0 && phase === 'signed_in' && <SaveUnsent size="small" />}
          {!sync.online && !lost && (
            <TouchKey
              size="small"
              tone="quiet"
              disabled={again.busy}
              onPress={() => void again.run(() => port.register.syncNow({}).then(till.acceptState))}
            >
              {t('status.tryNow')}
            </TouchKey>
          )}
        </>
      }
    >
      {problem && (
        <span>
          {t(`error.${problemCode(sync.problem)}`)} {t(`todo.${problemCode(sync.problem)}`)}{' '}
          <small>{sync.problem}</small>
        </span>
      )}
      {sync.online && !lost && (
        <span className={styles.item}>{t('status.since', { time: format.time(sync.since) })}</span>
      )}
      <span className={styles.item}>
        {sync.waitingSales === 0
          ? t('status.allSent')
          : t(sync.online && !problem && !lost ? 'status.sending' : 'status.waiting', waiting)}
      </span>
      {sync.waitingEdits > 0 && (
        <span className={styles.item}>{t('status.edits', { count: sync.waitingEdits })}</span>
      )}
      {sync.parkedEdits > 0 && (
        <span className={styles.item}>▲ {t('status.parked', { count: sync.parkedEdits })}</span>
      )}
      {sync.openConflicts > 0 && (
        <span className={styles.item}>{t('status.conflicts', { count: sync.openConflicts })}</span>
      )}
      <CardsStatus cards={state.cards} now={now} />
      {sync.waitingSales > 0 && sync.oldestWaitingAt !== null && (
        <span className={styles.item}>
          {t('status.oldest', { time: spanOfTime(now - sync.oldestWaitingAt, t) })}
        </span>
      )}
      {!sync.online && !lost && <span className={styles.item}>{t('status.cashOk')}</span>}
      <PrintingState printing={printing} />
    </StatusBar>
  );
}

/** A payment that nobody could explain for so long is a matter for a person, in ms. */
const UNKNOWN_ALARM_MS = 600_000;

/** What of cards is not settled: refunds on their way, and what a person must look at. */
function CardsStatus({ cards, now }: { readonly cards: TillState['cards']; readonly now: number }) {
  const t = useText();
  if (cards === undefined) return null;
  const { waitingRefunds, failedRefunds, unknownSince } = cards;
  return (
    <>
      {waitingRefunds > 0 && (
        <span className={styles.item}>{t('status.refundsWaiting', { count: waitingRefunds })}</span>
      )}
      {failedRefunds > 0 && (
        <span className={styles.item}>▲ {t('status.refundsFailed', { count: failedRefunds })}</span>
      )}
      {unknownSince !== null && now - unknownSince >= UNKNOWN_ALARM_MS && (
        <span className={styles.item}>
          ▲ {t('status.cardUnknown', { time: spanOfTime(now - unknownSince, t) })}
        </span>
      )}
    </>
  );
}

/** What is not printed yet, and why; nothing where all is out. */
function PrintingState({ printing }: { readonly printing: TillState['printing'] }) {
  const t = useText();
  const { waiting, mails, late, problem, condition } = printing;
  return (
    <>
      {problem !== null && (
        <span className={styles.item}>
          ▲ {t(`devices.trouble.${problem.problem}`, { name: problem.deviceName })}
        </span>
      )}
      {condition !== null && (
        <span className={styles.item}>
          ▲ {t(`devices.says.${condition.condition}`, { name: condition.deviceName })}
        </span>
      )}
      {waiting > 0 && (
        <span className={styles.item}>{t('devices.status.waiting', { count: waiting })}</span>
      )}
      {mails > 0 && (
        <span className={styles.item}>{t('devices.status.mails', { count: mails })}</span>
      )}
      {late > 0 && <span className={styles.item}>{t('devices.status.late', { count: late })}</span>}
    </>
  );
}

/** The problem's own text where its code is a known one. */
function problemCode(problem: string | null): ErrorCode {
  return problem !== null && Object.hasOwn(ERROR_STATUS, problem)
    ? (problem as ErrorCode)
    : 'INTERNAL';
}
