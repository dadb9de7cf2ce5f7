import { useState } from 'react';
import { SearchField } from '../parts/filter-chips.tsx';
import { useText } from '../text/use-text.ts';
import { PAGES } from './pages.ts';
import { useGo } from './router.tsx';
import { useSession } from './session-context.tsx';
import styles from './top-bar.module.css';

/** Searches the items from anywhere: Enter opens their list with the words. */
export function SearchEverything() {
  const t = useText();
  const go = useGo();
  const session = useSession();
  const [words, setWords] = useState('');
  const there = PAGES.some(({ path }) => path === '/items') && session.can('read_catalogue');
  if (!there) return <span className={styles.search} />;
  return (
    <search className={styles.search}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go('/items', { q: words });
        }}
      >
        <SearchField label={t('admin.searchItems')} value={words} onChange={setWords} />
      </form>
    </search>
  );
}
