import type { StoreId } from '@second-chance/shared/ids.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { Panel } from '../parts/panel.tsx';
import { Tag } from '../parts/tag.tsx';
import { useNow } from '../parts/use-timeout.ts';
import { Ago } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import styles from './registers-health.module.css';

type Register = Awaited<ReturnType<typeof api.registers.list>>['rows'][number];

/** A till without work asks every minute; after five it is away. */
const SILENT_MS = 5 * 60_000;

/** Each register: whether it is heard of, and what it still holds. */
export function RegistersHealth({ storeId }: { readonly storeId: StoreId }) {
  const t = useText();
  const now = useNow(10_000);
  const { data } = useQuery({
    queryKey: ['registers', storeId],
    queryFn: () => api.registers.list({ storeId }),
    refetchInterval: 30_000,
  });
  const rows = data?.rows ?? [];
  return (
    <Panel title={t('admin.place.registers')} wide>
      {data !== undefined && rows.length === 0 && <p>{t('admin.registers.empty')}</p>}
      <ul className={styles.list}>
        {rows.map((register) => (
          <li key={register.id} className={styles.row}>
            <span className={styles.code}>{register.code}</span>
            <span className={styles.name}>{register.name}</span>
            <Health register={register} now={now} />
            <Unsent register={register} now={now} />
            <span className={styles.contact}>
              {register.lastContactAt !== null && <Ago at={register.lastContactAt} now={now} />}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What the till still holds that nobody else has, and since when. */
function Unsent({ register, now }: { readonly register: Register; readonly now: number }) {
  const t = useText();
  const { state, unsentEntries, oldestUnsentAt } = register;
  if (state !== 'enrolled' && state !== 'frozen') return <span />;
  if (unsentEntries === null) {
    return <span className={styles.contact}>{t('admin.registers.notTold')}</span>;
  }
  if (unsentEntries === 0) {
    return <span className={styles.contact}>{t('admin.registers.allSent')}</span>;
  }
  return (
    <span className={styles.unsent}>
      <Tag tone="waiting">{t('admin.day.unsent', { count: unsentEntries })}</Tag>
      {oldestUnsentAt !== null && (
        <span className={styles.contact}>
          {t('admin.day.unsentSince')} <Ago at={oldestUnsentAt} now={now} />
        </span>
      )}
    </span>
  );
}

function Health({ register, now }: { readonly register: Register; readonly now: number }) {
  const t = useText();
  const { state, lastContactAt } = register;
  if (state === 'frozen') return <Tag tone="bad">{t('admin.registers.state.frozen')}</Tag>;
  if (state !== 'enrolled') return <Tag>{t(`admin.registers.state.${state}`)}</Tag>;
  const silent = lastContactAt === null || now - lastContactAt > SILENT_MS;
  return (
    <Tag tone={silent ? 'waiting' : 'good'}>
      {t(silent ? 'admin.day.silent' : 'admin.day.online')}
    </Tag>
  );
}
