/** Drawn here, 24 × 24 in one stroke, so that nothing is fetched. They stand beside a word. */
import styles from './parts.module.css';

const PATHS = {
  items: 'M3 12V4h8l10 10-8 8zM7.5 8.5h.01',
  intake: 'M12 3v10M8 9l4 4 4-4M4 15v5h16v-5',
  receive: 'M3 8l9-4 9 4v9l-9 4-9-4zM3 8l9 4 9-4M12 12v9',
  count: 'M4 5h3v14H4zM10 5h1v14h-1zM14 5h2v14h-2zM19 5h1v14h-1z',
  transfer: 'M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4',
  categories: 'M4 6h6M4 6v13h6M4 12h6M13 4h7v4h-7zM13 10h7v4h-7zM13 17h7v4h-7z',
  tables: 'M8 4v13M4 13l4 4 4-4M16 20V7M12 11l4-4 4 4',
  staff: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4.5 3.5-7 8-7s8 2.5 8 7',
  settings: 'M4 10v10h16V10M3 10l2-6h14l2 6zM10 20v-6h4v6',
  back: 'M15 6l-6 6 6 6',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
