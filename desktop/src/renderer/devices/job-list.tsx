import type { DevicesView, PrintJob } from '@second-chance/shared/contract/till/device-views.ts';
import type { PrintJobId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './devices.module.css';

interface Props {
  readonly jobs: readonly PrintJob[];
  readonly onChanged: (view: DevicesView) => void;
}

/** What waits to be printed, and what was: to be tried now, dropped, or printed once more. */
export function JobList({ jobs, onChanged }: Props) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const change = (work: () => Promise<DevicesView>) =>
    void call.run(work).then((view) => view !== null && onChanged(view));
  const open = jobs.some(({ state }) => state === 'waiting' || state === 'late');
  return (
    <section className={styles.section}>
      <div className={styles.option}>
        <h3 className={styles.heading}>{t('devices.jobs')}</h3>
        {open && (
          <TouchKey
            disabled={call.busy}
            onPress={() => change(() => port.devices.retry({ jobId: null }))}
          >
            {t('devices.jobs.retryAll')}
          </TouchKey>
        )}
      </div>
      {call.error !== null && <Failure error={call.error} />}
      {jobs.length === 0 && <p className={styles.facts}>{t('devices.jobs.none')}</p>}
      <ul className={styles.jobs}>
        {jobs.map((job) => (
          <Job
            key={job.id}
            job={job}
            busy={call.busy}
            onRetry={(jobId) => change(() => port.devices.retry({ jobId }))}
            onCancel={(jobId) => change(() => port.devices.cancel({ jobId }))}
          />
        ))}
      </ul>
    </section>
  );
}

interface JobProps {
  readonly job: PrintJob;
  readonly busy: boolean;
  readonly onRetry: (id: PrintJobId) => void;
  readonly onCancel: (id: PrintJobId) => void;
}

function Job({ job, busy, onRetry, onCancel }: JobProps) {
  const t = useText();
  const format = useFormat();
  const { id, kind, title, state, problem, attempts, deviceName } = job;
  const isOpen = state === 'waiting' || state === 'late';
  const words = state === 'done' && kind === 'mail' ? 'sent' : state;
  return (
    <li className={styles.device}>
      <div>
        <p>{t(`devices.job.${kind}`, { title })}</p>
        <p className={styles.facts}>
          <span className={isOpen || state === 'failed' ? styles.attention : undefined}>
            {isOpen && '▲ '}
            {t(`devices.state.${words}`)}
          </span>
          {problem !== null && ` · ${t(`devices.problem.${problem}`)}`}
          {isOpen && attempts > 0 && ` · ${t('devices.tries', { count: attempts })}`}
          {deviceName !== null && ` · ${deviceName}`} · {format.time(job.createdAt)}
        </p>
      </div>
      {(isOpen || state === 'failed' || (state === 'canceled' && kind !== 'mail')) && (
        <div className={styles.keys}>
          <TouchKey disabled={busy} onPress={() => onRetry(id)}>
            {t(kind === 'mail' ? 'devices.job.sendAgain' : 'devices.job.again')}
          </TouchKey>
          {isOpen && (
            <TouchKey tone="quiet" disabled={busy} onPress={() => onCancel(id)}>
              {t(kind === 'mail' ? 'devices.job.doNotSend' : 'devices.job.cancel')}
            </TouchKey>
          )}
        </div>
      )}
    </li>
  );
}
