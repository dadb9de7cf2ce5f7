import { useEffect, useState } from 'react';
import { useText } from '../text/use-text.ts';
import styles from './desktop.module.css';

/** Where the system keeps no secrets, whoever sets the till up is told so before its key is made. */
export function KeyWarning() {
  const t = useText();
  const [byFile, setByFile] = useState(false);
  useEffect(() => {
    window.tillHost?.desktop.get().then(
      ({ keyKeptBy }) => setByFile(keyKeptBy === 'file'),
      () => {},
    );
  }, []);
  if (!byFile) return null;
  return (
    <p className={styles.warning} role="note">
      <span aria-hidden="true">▲ </span>
      {t('desktop.key.file')}
    </p>
  );
}
