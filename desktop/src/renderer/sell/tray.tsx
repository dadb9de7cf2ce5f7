import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useSource } from '../state/source.ts';
import { useTillState } from '../state/till-context.tsx';
import { Money } from '../text/money.tsx';
import { useText } from '../text/use-text.ts';
import type { TrayEntry } from './panel.ts';
import { useSell } from './sell-context.ts';
import styles from './tray.module.css';

/** What was scanned and did not become a line. It waits here while the queue goes on. */
export function Tray() {
  const t = useText();
  const model = useSell();
  const entries = useSource(model.tray);
  const [first] = entries;
  if (first === undefined) return null;
  return (
    <aside className={styles.tray} aria-label={t('tray.label')} key={first.id}>
      <div className={styles.words} role="alert">
        <strong>
          <span aria-hidden="true">■ </span>
          <Headline entry={first} />
        </strong>
        <span className={styles.more}>
          <Explanation entry={first} />
          {entries.length > 1 && ` · ${t('tray.more', { count: entries.length - 1 })}`}
        </span>
      </div>
      {first.items.map((item) => (
        <TouchKey
          key={item.id}
          onPress={() => {
            model.dropFromTray(first.id);
            model.times.set(first.quantity === 1 ? null : first.quantity);
            void model.addItem(item.id);
          }}
        >
          {item.name} <Money amount={item.price} form="plain" />
        </TouchKey>
      ))}
      {first.error.code === 'CODE_UNKNOWN' && (
        <TouchKey
          onPress={() => {
            model.dropFromTray(first.id);
            model.times.set(first.quantity === 1 ? null : first.quantity);
            model.open({ kind: 'unlisted', name: '' });
          }}
        >
          {t('tray.unlisted')}
        </TouchKey>
      )}
      {first.items.length === 0 && first.code !== '' && (
        <TouchKey
          onPress={() => {
            model.dropFromTray(first.id);
            void model.scan(first.code);
          }}
        >
          {t('tray.again')}
        </TouchKey>
      )}
      <TouchKey onPress={() => model.dropFromTray(first.id)}>{t('tray.done')}</TouchKey>
    </aside>
  );
}

function Headline({ entry }: { readonly entry: TrayEntry }) {
  const t = useText();
  const { code, error } = entry;
  if (error.code === 'CODE_UNKNOWN') return t('tray.unknown', { code });
  if (error.code === 'CODE_AMBIGUOUS') return t('tray.ambiguous', { code });
  return `${t(`error.${error.code}`)} ${code}`;
}

function Explanation({ entry }: { readonly entry: TrayEntry }) {
  const t = useText();
  const { catalogue } = useTillState();
  const { error } = entry;
  if (error.code !== 'CODE_UNKNOWN') return `${t(`todo.${error.code}`)}`;
  const complete = error.details.catalogueComplete ?? catalogue.complete;
  return t(complete === true ? 'tray.unknownTrue' : 'tray.unknownLoading');
}
