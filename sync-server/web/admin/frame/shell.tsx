/** The frame around every page: rail, top bar, page, and the place where sheets lie. */
import { Outlet } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../text/use-text.ts';
import { openPlaces } from './open-places.ts';
import { PAGES } from './pages.ts';
import { Rail } from './rail.tsx';
import { useGo } from './router.tsx';
import { useSession } from './session-context.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';

export function Shell({ path }: { readonly path: string }) {
  const t = useText();
  const session = useSession();
  const go = useGo();
  const [railOpen, setRailOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  // A new page begins where it begins, also for whoever listens.
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    setRailOpen(false);
    main.current?.focus({ preventScroll: true });
  }, [path]);
  const places = openPlaces(session.can);
  const home = places[0]?.path ?? '/';
  const hasDashboard = PAGES.some(
    (page) => page.path === '/' && (!page.right || session.can(page.right)),
  );
  useEffect(() => {
    if (path === '/' && !hasDashboard) go(home);
  }, [path, hasDashboard, home, go]);
  return (
    <div className={styles.shell} data-rail={railOpen || undefined}>
      <a className={styles.skip} href="#page">
        {t('admin.skip')}
      </a>
      <Rail places={places} path={path} onClose={() => setRailOpen(false)} />
      <TopBar onMenu={() => setRailOpen(!railOpen)} railOpen={railOpen} />
      <main ref={main} id="page" className={styles.page} tabIndex={-1}>
        <Outlet />
      </main>
      <div id="sheets" />
    </div>
  );
}
