import { Button } from '../parts/button.tsx';
import { useText } from '../text/use-text.ts';
import { WorkButton } from '../work/work-button.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SearchEverything } from './search-everything.tsx';
import { useSession } from './session-context.tsx';
import { useStoreChoice } from './store-choice.tsx';
import styles from './top-bar.module.css';

interface Props {
  readonly onMenu: () => void;
  readonly railOpen: boolean;
}

/** Above every page: which shop, which store, the way to any thing, and who one is. */
export function TopBar({ onMenu, railOpen }: Props) {
  const t = useText();
  const { organization } = useSession();
  const { stores, store, choose, mayChoose } = useStoreChoice();
  return (
    <header className={styles.bar}>
      <span className={styles.menu}>
        <Button
          tone="quiet"
          icon="menu"
          label={t('admin.menu')}
          expanded={railOpen}
          onPress={onMenu}
        />
      </span>
      <p className={styles.where}>
        <span className={styles.organization}>{organization.name}</span>
        {mayChoose ? (
          <select
            className={styles.stores}
            aria-label={t('admin.store')}
            value={store?.id ?? ''}
            onChange={(event) => choose(event.currentTarget.value || null)}
          >
            <option value="">{t('admin.allStores')}</option>
            {stores.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          store !== null && <span className={styles.store}>{store.name}</span>
        )}
      </p>
      <SearchEverything />
      <WorkButton />
      <PersonMenu />
    </header>
  );
}
