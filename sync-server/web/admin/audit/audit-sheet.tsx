import { useAddress } from '../frame/router.tsx';
import { Button } from '../parts/button.tsx';
import { Facts } from '../parts/facts.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { When } from '../parts/when.tsx';
import { useFormat } from '../text/use-format.ts';
import { type TextKey, useText } from '../text/use-text.ts';
import { actionWord } from './action-word.ts';
import styles from './audit.module.css';
import type { AuditLine } from './audit-page.tsx';
import { differencesOf } from './differences.ts';

/** One line of the log, with what changed field by field. */
export function AuditSheet({
  line,
  onClose,
}: {
  readonly line: AuditLine;
  readonly onClose: () => void;
}) {
  const t = useText();
  const [, change] = useAddress();
  const format = useFormat();
  const differences = differencesOf(line.before, line.after);
  /** Moments are stored in milliseconds; their fields end in `At`. */
  const shown = (field: string, value: string | null) => {
    if (value === null) return '–';
    return /At$/.test(field) && /^\d{12,14}$/.test(value) ? format.exact(Number(value)) : value;
  };
  return (
    <SideSheet
      wide
      title={actionWord(line.action, t as (key: TextKey) => string)}
      lead={<When at={line.at} />}
      onClose={onClose}
      foot={
        <>
          {line.actor !== null && (
            <Button onPress={() => change({ actor: line.actor ?? undefined })}>
              {t('admin.audit.sameActor')}
            </Button>
          )}
          <Button onPress={() => change({ subject: line.subject })}>
            {t('admin.audit.sameSubject')}
          </Button>
        </>
      }
    >
      <Facts
        rows={[
          {
            label: t('admin.audit.actor'),
            value: line.actorName ?? line.actor ?? t('admin.audit.system'),
          },
          { label: t('admin.audit.subject'), value: line.subject },
          { label: t('admin.audit.action'), value: line.action },
        ]}
      />
      {differences.length === 0 ? (
        <p>{t('admin.audit.noFields')}</p>
      ) : (
        <table className={styles.differences}>
          <thead>
            <tr>
              <th scope="col">{t('admin.audit.field')}</th>
              <th scope="col">{t('admin.audit.before')}</th>
              <th scope="col">{t('admin.audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td className={before === null ? '' : styles.gone}>{shown(field, before)}</td>
                <td>{shown(field, after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SideSheet>
  );
}
