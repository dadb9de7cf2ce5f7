/** Drawn here, 24 × 24 in one stroke, so that nothing is fetched. They stand beside a word. */
import styles from './icon.module.css';

const PATHS = {
  dashboard: 'M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z',
  items: 'M3 12V4h8l10 10-8 8zM7.5 8.5h.01',
  categories: 'M4 6h6M4 6v13h6M4 12h6M13 4h7v4h-7zM13 10h7v4h-7zM13 17h7v4h-7z',
  sales: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  shifts: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2',
  customers:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.500a3.5 3.5 0 0 1 0 6.500M18 14.500c2.2.7 3.5 2.6 3.5 5.5',
  employees: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4.5 3.5-7 8-7s8 2.5 8 7',
  exceptions: 'M12 4 2.5 20h19zM12 10v5M12 17.500v.01',
  changes: 'M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4',
  transfer: 'M8 4v13M4 13l4 4 4-4M16 20V7M12 11l4-4 4 4',
  stores: 'M4 10v10h16V10M3 10l2-6h14l2 6zM10 20v-6h4v6',
  registers: 'M4 15h16v5H4zM6 15l1-6h10l1 6M9 9V5h6v4',
  admins: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4',
  cards: 'M3 6h18v12H3zM3 10h18M7 15h4',
  links: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  taxes:
    'M6 18 18 6M8 9a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM16 18a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  audit: 'M6 3h9l4 4v14H6zM9 9h4M9 13h7M9 17h7',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  jobs: 'M12 3v4M12 17v4M3 12h4M17 12h4M6 6l2.5 2.500M15.5 15.5 18 18M6 18l2.5-2.500M15.5 8.5 18 6',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4.5 3.5-7 8-7s8 2.5 8 7',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21',
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  export: 'M12 4v11M8 11l4 4 4-4M4 20h16',
  check: 'M5 13l4 4L19 7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  right: 'M9 6l6 6-6 6',
  left: 'M15 6l-6 6 6 6',
  edit: 'M4 20h4L19 9l-4-4L4 16z',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  key: 'M8 15a4 4 0 1 1 3.5-6H21v4h-3v3h-4v-3h-2.500A4 4 0 0 1 8 15z',
  phone: 'M7 3h10v18H7zM11 18h2',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M4 12H2M22 12h-2M5 5l1.5 1.500M17.5 17.5 19 19M5 19l1.5-1.500M17.5 6.5 19 5',
  undo: 'M4 9h10a5 5 0 0 1 0 10h-4M8 5 4 9l4 4',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.800M20 4v4h-4',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
