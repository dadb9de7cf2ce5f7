import { Icon } from '../parts/icon.tsx';
import { useText } from '../text/use-text.ts';
import type { Place } from './places.ts';
import styles from './rail.module.css';
import { PageLink } from './router.tsx';

interface Props {
  readonly places: readonly Place[];
  readonly path: string;
  readonly onClose: () => void;
}

/** The places, always in view at a desk; on a small screen behind the menu. */
export function Rail({ places, path, onClose }: Props) {
  const t = useText();
  const groups = (['shop', 'business'] as const).map((group) => ({
    group,
    places: places.filter((place) => place.group === group),
  }));
  return (
    <>
      <nav id="rail" className={styles.rail} aria-label={t('admin.places')}>
        <p className={styles.brand}>
          <img src="/admin/icon.svg" alt="" width="28" height="28" />
          Second Chance
        </p>
        {groups.map(
          ({ group, places: own }) =>
            own.length > 0 && (
              <div key={group} className={styles.group}>
                <p className={styles.groupName}>{t(`admin.group.${group}`)}</p>
                <ul>
                  {own.map((place) => (
                    <li key={place.name}>
                      <PageLink
                        to={place.path}
                        className={styles.place}
                        current={isWithin(path, place.path)}
                      >
                        <Icon name={place.icon} />
                        {t(place.label)}
                      </PageLink>
                    </li>
                  ))}
                </ul>
              </div>
            ),
        )}
      </nav>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the menu button closes it as well */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the menu button closes it as well */}
      <div className={styles.veil} onClick={onClose} />
    </>
  );
}

function isWithin(path: string, place: string): boolean {
  return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`);
}
