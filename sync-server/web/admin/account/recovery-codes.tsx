import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/confirm-dialog.tsx';
import { useText } from '../text/use-text.ts';
import styles from './account.module.css';

/** Shown once: they are to be printed or written down. */
export function RecoveryCodes({
  codes,
  onClose,
}: {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}) {
  const t = useText();
  const save = () => {
    const file = new Blob([`${codes.join('\r\n')}\r\n`], { type: 'text/plain' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = 'second-chance-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Dialog
      title={t('admin.recovery.title')}
      onClose={onClose}
      foot={
        <>
          <Button icon="export" onPress={save}>
            {t('admin.recovery.save')}
          </Button>
          <Button tone="primary" autoFocus onPress={onClose}>
            {t('admin.recovery.kept')}
          </Button>
        </>
      }
    >
      <p>{t('admin.recovery.lead')}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}
