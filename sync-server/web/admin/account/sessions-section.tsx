import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Tag } from '../parts/tag.tsx';
import { useNow } from '../parts/use-timeout.ts';
import { Ago } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import styles from './account.module.css';
import { deviceOf } from './device-of.ts';

const KEY = ['sessions'] as const;

/** Where one is signed in; each can be ended, or all the others at once. */
export function SessionsSection() {
  const t = useText();
  const now = useNow(30_000);
  const query = useQuery({ queryKey: KEY, queryFn: () => api.security.sessions() });
  const refresh = { onSuccess: () => queries.invalidateQueries({ queryKey: KEY }) };
  const end = useMutation({
    mutationFn: (id: string) => api.security.endSession({ id: id as never }),
    ...refresh,
  });
  const endOthers = useMutation({
    mutationFn: () => api.security.endOtherSessions(),
    ...refresh,
  });
  const rows = query.data?.rows ?? [];
  return (
    <section className={styles.section} aria-labelledby="own-sessions">
      <h2 id="own-sessions" className={styles.title}>
        {t('admin.account.sessions')}
      </h2>
      {query.isPending ? (
        <Loading lines={2} />
      ) : query.error !== null ? (
        <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul className={styles.rows}>
          {rows.map((row) => (
            <li key={row.id} className={styles.row}>
              <div className={styles.rowWords}>
                <p title={row.userAgent}>{deviceOf(row.userAgent) ?? t('admin.account.device')}</p>
                <p className={styles.soft}>
                  {row.address} · <Ago at={row.lastSeenAt} now={now} />
                </p>
              </div>
              {row.current ? (
                <Tag tone="good">{t('admin.account.thisSession')}</Tag>
              ) : (
                <Button busy={end.isPending} onPress={() => end.mutate(row.id)}>
                  {t('admin.account.endSession')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {(end.error ?? endOthers.error) !== null && (
        <FailureNote error={end.error ?? endOthers.error} />
      )}
      {rows.length > 1 && (
        <div className={styles.actions}>
          <Button busy={endOthers.isPending} onPress={() => endOthers.mutate()}>
            {t('admin.account.endOthers')}
          </Button>
        </div>
      )}
    </section>
  );
}
