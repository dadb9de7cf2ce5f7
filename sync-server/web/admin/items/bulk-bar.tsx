import type { ItemList } from '@second-chance/shared/contract/rest/item-lists.ts';
import { RANGES_MAX } from '@second-chance/shared/contract/rest/tasks.ts';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './bulk-bar.module.css';
import { BulkDialog } from './bulk-dialog.tsx';
import type { BulkWhat } from './bulk-fields.tsx';
import { countPlaces, type Ranges } from './ranges.ts';

const ACTIONS: readonly BulkWhat[] = ['price', 'category', 'withdrawn', 'price_schedule', 'tax'];

/** What can be done with the chosen items, in place of nothing. */
export function BulkBar({
  list,
  chosen,
  onClear,
}: {
  readonly list: ItemList;
  readonly chosen: Ranges;
  readonly onClear: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const [what, setWhat] = useState<BulkWhat | null>(null);
  const count = countPlaces(chosen);
  const tooScattered = chosen.length > RANGES_MAX;
  return (
    <section className={styles.bar} aria-label={t('admin.bulk.title')}>
      <p className={styles.count} role="status">
        {t('admin.bulk.chosen', { count, total: format.count(count) })}
      </p>
      {tooScattered && <p className={styles.note}>{t('admin.bulk.tooScattered')}</p>}
      {ACTIONS.map((action) => (
        <Button key={action} disabled={tooScattered} onPress={() => setWhat(action)}>
          {t(`admin.bulk.what.${action}`)}
        </Button>
      ))}
      <Button tone="quiet" icon="close" onPress={onClear}>
        {t('admin.bulk.clear')}
      </Button>
      {what !== null && (
        <BulkDialog
          what={what}
          list={list}
          chosen={chosen}
          onClose={() => setWhat(null)}
          onBegun={() => {
            setWhat(null);
            onClear();
          }}
        />
      )}
    </section>
  );
}
