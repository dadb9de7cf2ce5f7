import type {
  PartProgress,
  SyncProgress,
} from '@second-chance/shared/contract/till/document-views.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useSell } from '../sell/sell-context.ts';
import { percentLoaded } from '../start/percent-loaded.ts';
import { usePort, useTill, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { useNow } from '../state/use-now.ts';
import { Failure } from '../text/failure.tsx';
import { spanOfTime } from '../text/span-of-time.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { Conflicts } from './conflicts.tsx';
import { EditCard } from './edit-card.tsx';
import { ParkedChanges } from './parked-changes.tsx';
import styles from './sync.module.css';

const REFRESH_MS = 2_000;

/** How this till and the server stand: what came, what waits, what was refused, what met. */
export function SyncSheet() {
  const t = useText();
  const model = useSell();
  const till = useTill();
  const port = usePort();
  const call = useCall();
  const { sync } = useTillState();
  const progress = useQuery({
    queryKey: ['sync-progress', sync.waitingEdits, sync.parkedEdits],
    queryFn: () => port.sync.progress({}),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  return (
    <Sheet
      title={t('sync.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <>
          <TouchKey
            tone="primary"
            disabled={call.busy}
            onPress={() => void call.run(() => port.register.syncNow({}).then(till.acceptState))}
          >
            {t('sync.now')}
          </TouchKey>
          <TouchKey onPress={() => model.open({ kind: 'unsent' })}>{t('menu.unsent')}</TouchKey>
        </>
      }
    >
      <div className={styles.stack}>
        {call.error !== null && <Failure error={call.error} />}
        {progress.isError && <p role="alert">{t('sync.failed')}</p>}
        <Standing progress={progress.data} />
        {progress.data?.parts.map((part) => (
          <Part key={part.part} part={part} />
        ))}
        <Waiting progress={progress.data} />
        <ParkedChanges />
        <Conflicts />
      </div>
    </Sheet>
  );
}

function Standing({ progress }: { readonly progress: SyncProgress | undefined }) {
  const t = useText();
  const format = useFormat();
  const now = useNow(10_000);
  const { sync } = useTillState();
  const words = sync.live
    ? t('sync.live')
    : sync.online
      ? t('sync.polling')
      : t('sync.offline', { time: format.time(sync.since) });
  return (
    <section className={styles.section}>
      <p className={styles.state}>
        <span aria-hidden="true" className={sync.online ? styles.good : styles.attention}>
          {sync.online ? '●' : '▲'}
        </span>
        {words}
      </p>
      <p className={styles.soft}>
        {sync.lastContactAt === null
          ? t('sync.noContact')
          : t('sync.lastContact', { time: spanOfTime(now - sync.lastContactAt, t) })}
        {'. '}
        {progress !== undefined &&
          (progress.comparedAt === null
            ? t('sync.notCompared')
            : t('sync.equal', { time: spanOfTime(now - progress.comparedAt, t) }))}
        {'.'}
      </p>
      {progress !== undefined && progress.repaired > 0 && (
        <p className={styles.attention}>{t('sync.repaired', { count: progress.repaired })}</p>
      )}
      {progress !== undefined && progress.setAside > 0 && (
        <p className={styles.attention}>{t('sync.setAside', { count: progress.setAside })}</p>
      )}
    </section>
  );
}

function Part({ part }: { readonly part: PartProgress }) {
  const t = useText();
  const { locale } = useFormat();
  const number = new Intl.NumberFormat(locale);
  const count = number.format(part.documents);
  const name = t(`sync.part.${part.part}`);
  const words = part.reloading
    ? t('sync.reloading', { count })
    : part.complete
      ? t('sync.complete', { count })
      : t('sync.loading', { done: count, total: number.format(part.total) });
  return (
    <section className={styles.part} aria-label={name}>
      <span>{name}</span>
      <span className={styles.figure}>{words}</span>
      <progress max={100} value={percentLoaded(part)} aria-label={name} />
    </section>
  );
}

function Waiting({ progress }: { readonly progress: SyncProgress | undefined }) {
  const t = useText();
  const format = useFormat();
  const { sync } = useTillState();
  const edits = progress?.waiting ?? [];
  const more = (progress?.waitingTotal ?? 0) - edits.length;
  const nothing = sync.waitingSales === 0 && sync.waitingEdits === 0;
  return (
    <section className={styles.section} aria-label={t('sync.waiting')}>
      <h3 className={styles.heading}>{t('sync.waiting')}</h3>
      {nothing && <p className={styles.soft}>{t('sync.nothingWaits')}</p>}
      {sync.waitingSales > 0 && (
        <p>
          {t('status.waiting', {
            count: sync.waitingSales,
            total: format.amount(sync.waitingTotal),
          })}
        </p>
      )}
      <ul className={styles.section}>
        {edits.map((edit) => (
          <EditCard key={edit.intentId} edit={edit} />
        ))}
      </ul>
      {more > 0 && <p className={styles.soft}>{t('sync.more', { count: more })}</p>}
    </section>
  );
}
