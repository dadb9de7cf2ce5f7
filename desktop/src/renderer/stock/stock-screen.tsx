/** The store admin's place at the till: a rail of places at the left, and the one that is open. */
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { type ComponentType, useState } from 'react';
import { useKeys } from '../keys/keyboard.ts';
import { useTillState } from '../state/till-context.tsx';
import { atStock } from '../state/workplace.ts';
import { type TextKey, useText } from '../text/use-text.ts';
import { CategoriesPlace } from './categories/categories-place.tsx';
import { CountsPlace } from './counts/counts-place.tsx';
import { ReceivePlace } from './goods/receive-place.tsx';
import { TransferPlace } from './goods/transfer-place.tsx';
import { IntakePlace } from './intake/intake-place.tsx';
import { ItemsPlace } from './items/items-place.tsx';
import { Icon, type IconName } from './parts/icon.tsx';
import { SettingsPlace } from './settings/settings-place.tsx';
import { StaffPlace } from './staff/staff-place.tsx';
import styles from './stock-screen.module.css';
import { TablesPlace } from './tables/tables-place.tsx';

interface PlaceOfRail {
  readonly id: string;
  readonly text: TextKey;
  readonly icon: IconName;
  readonly Place: ComponentType;
}

const PLACES: readonly PlaceOfRail[] = [
  { id: 'items', text: 'stock.items', icon: 'items', Place: ItemsPlace },
  { id: 'intake', text: 'stock.intake', icon: 'intake', Place: IntakePlace },
  { id: 'receive', text: 'stock.receive', icon: 'receive', Place: ReceivePlace },
  { id: 'counts', text: 'stock.counts', icon: 'count', Place: CountsPlace },
  { id: 'transfer', text: 'stock.transfer', icon: 'transfer', Place: TransferPlace },
  { id: 'categories', text: 'stock.categories', icon: 'categories', Place: CategoriesPlace },
  { id: 'tables', text: 'stock.tables', icon: 'tables', Place: TablesPlace },
  { id: 'staff', text: 'stock.staff', icon: 'staff', Place: StaffPlace },
  { id: 'settings', text: 'stock.settings', icon: 'settings', Place: SettingsPlace },
];

export function StockScreen() {
  const t = useText();
  const { store, register, staff } = useTillState();
  const [open, setOpen] = useState(PLACES[0]?.id);
  const leave = () => atStock.set(null);
  useKeys({ F10: leave });
  const Place = PLACES.find(({ id }) => id === open)?.Place ?? ItemsPlace;
  return (
    <main className={styles.screen}>
      <nav className={styles.rail} aria-label={t('stock.places')}>
        <h1 className={styles.store}>
          <span className={styles.title}>{t('stock.title')}</span>
          <span className={styles.where}>
            {store?.name} · {register?.code}
          </span>
        </h1>
        {PLACES.map(({ id, text, icon }) => (
          <button
            key={id}
            type="button"
            className={styles.place}
            aria-current={id === open ? 'page' : undefined}
            onClick={() => setOpen(id)}
          >
            <Icon name={icon} />
            <span>{t(text)}</span>
          </button>
        ))}
        <div className={styles.foot}>
          <span className={styles.who}>{staff?.displayName}</span>
          <TouchKey size="small" wide hint="F10" onPress={leave}>
            {t('stock.leave')}
          </TouchKey>
        </div>
      </nav>
      <div className={styles.work}>
        <Place key={open} />
      </div>
    </main>
  );
}
