import type { ConflictView } from '@second-chance/shared/contract/till/document-views.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { usePort, useTillState } from '../state/till-context.tsx';
import { useNow } from '../state/use-now.ts';
import { Failure } from '../text/failure.tsx';
import { spanOfTime } from '../text/span-of-time.ts';
import { useText } from '../text/use-text.ts';
import { FieldText, useFieldName } from './field-text.tsx';
import styles from './sync.module.css';

const SHOWN = 50;

/** Merges in which a value had to give way: bring it back, or leave things as they are. */
export function Conflicts() {
  const t = useText();
  const port = usePort();
  const { sync } = useTillState();
  const call = useGuardedCall();
  const queries = useQueryClient();
  const conflicts = useQuery({
    queryKey: ['conflicts', sync.openConflicts],
    queryFn: () => port.conflicts.list({ settledToo: false, limit: SHOWN }),
  });
  const settle = (work: Promise<unknown>) =>
    void work.then(() => queries.invalidateQueries({ queryKey: ['conflicts'] }));
  const shown = conflicts.data ?? [];
  return (
    <section className={styles.section} aria-label={t('sync.conflicts')}>
      <h3 className={styles.heading}>
        {t('sync.conflicts')}
        {shown.length > 0 && <span className={styles.count}>{sync.openConflicts}</span>}
      </h3>
      <p className={styles.soft}>
        {t(shown.length === 0 ? 'sync.noConflicts' : 'sync.conflictsHint')}
      </p>
      {conflicts.isError && <p role="alert">{t('sync.failed')}</p>}
      {call.error !== null && <Failure error={call.error} />}
      <ul className={styles.section}>
        {shown.map((view) => (
          <ConflictCard
            key={view.conflict.id}
            view={view}
            busy={call.busy}
            onRestore={(fields) =>
              settle(
                call.run((approval) =>
                  port.conflicts.restore({ id: view.conflict.id, fields, approval }),
                ),
              )
            }
            onDismiss={() =>
              settle(
                call.run((approval) => port.conflicts.dismiss({ id: view.conflict.id, approval })),
              )
            }
          />
        ))}
      </ul>
    </section>
  );
}

interface CardProps {
  readonly view: ConflictView;
  readonly busy: boolean;
  readonly onRestore: (fields: string[]) => void;
  readonly onDismiss: () => void;
}

function ConflictCard({ view, busy, onRestore, onDismiss }: CardProps) {
  const t = useText();
  const now = useNow(10_000);
  const nameOf = useFieldName();
  const { conflict, restorable } = view;
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <span className={styles.name}>{view.label === '' ? t('sync.customer') : view.label}</span>
        <span className={styles.soft}>
          {t('sync.byAt', {
            name: [view.staff, view.register].filter((part) => part !== '').join(', '),
            time: spanOfTime(now - conflict.at, t),
          })}
        </span>
      </div>
      {conflict.fields.map(({ field, kept, lost, lostSide }) => (
        <div key={field} className={styles.choice}>
          <span className={styles.soft}>{nameOf(field)}</span>
          <span>
            <small>{t('sync.kept')}</small>
            <FieldText field={field} value={kept} />
          </span>
          <span>
            <small>
              {t('sync.lost')}, {t(`sync.lostSide.${lostSide}`)}
            </small>
            <FieldText field={field} value={lost} />
          </span>
          {restorable.includes(field) && conflict.fields.length > 1 && (
            <TouchKey disabled={busy} onPress={() => onRestore([field])}>
              {t('sync.restore')}
            </TouchKey>
          )}
        </div>
      ))}
      <div className={styles.keys}>
        <TouchKey disabled={busy} onPress={onDismiss}>
          {t('sync.dismiss')}
        </TouchKey>
        {restorable.length > 0 && (
          <TouchKey tone="quiet" disabled={busy} onPress={() => onRestore([...restorable])}>
            {t(conflict.fields.length > 1 ? 'sync.restoreAll' : 'sync.restore')}
          </TouchKey>
        )}
      </div>
    </li>
  );
}
