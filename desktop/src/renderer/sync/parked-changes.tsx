import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { ParkedEdit } from '@second-chance/shared/contract/till/document-views.ts';
import { ErrorNote } from '@second-chance/ui/error-note.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { usePort, useTillState } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { EditCard } from './edit-card.tsx';
import styles from './sync.module.css';

/** What the server refused for good: made again once the reason is gone, or dropped. */
export function ParkedChanges() {
  const t = useText();
  const port = usePort();
  const { sync } = useTillState();
  const call = useGuardedCall();
  const queries = useQueryClient();
  const parked = useQuery({
    queryKey: ['parked', sync.parkedEdits],
    queryFn: () => port.parked.list({}),
  });
  const settle = (work: Promise<unknown>) =>
    work.then(() => queries.invalidateQueries({ queryKey: ['parked'] }));
  const shown = parked.data ?? [];
  return (
    <section className={styles.section} aria-label={t('sync.parked')}>
      <h3 className={styles.heading}>
        {t('sync.parked')}
        {shown.length > 0 && <span className={styles.count}>{shown.length}</span>}
      </h3>
      <p className={styles.soft}>{t(shown.length === 0 ? 'sync.noParked' : 'sync.parkedHint')}</p>
      {parked.isError && <p role="alert">{t('sync.failed')}</p>}
      {call.error !== null && <Failure error={call.error} />}
      <ul className={styles.section}>
        {shown.map((edit) => (
          <EditCard key={edit.intentId} edit={edit}>
            <Reason edit={edit} />
            <div className={styles.keys}>
              <TouchKey
                disabled={call.busy}
                onPress={() =>
                  void settle(
                    call.run((approval) =>
                      port.parked.editAgain({ intentId: edit.intentId, approval }),
                    ),
                  )
                }
              >
                {t('sync.again')}
              </TouchKey>
              <TouchKey
                tone="danger"
                disabled={call.busy}
                onPress={() =>
                  void settle(
                    call.run((approval) =>
                      port.parked.dismiss({ intentId: edit.intentId, approval }),
                    ),
                  )
                }
              >
                {t('sync.drop')}
              </TouchKey>
            </div>
          </EditCard>
        ))}
      </ul>
    </section>
  );
}

/** The server's reason in words where its code is a known one. */
function Reason({ edit }: { readonly edit: ParkedEdit }) {
  const t = useText();
  const code = Object.hasOwn(ERROR_STATUS, edit.code) ? (edit.code as ErrorCode) : 'CONFLICT';
  return <ErrorNote happened={t(`error.${code}`)} todo={t(`todo.${code}`)} code={edit.code} />;
}
