import type { EditView } from '@second-chance/shared/contract/till/document-views.ts';
import type { ReactNode } from 'react';
import { useNow } from '../state/use-now.ts';
import { spanOfTime } from '../text/span-of-time.ts';
import { useText } from '../text/use-text.ts';
import { FieldText, useFieldName } from './field-text.tsx';
import styles from './sync.module.css';

/** One change of a document: what, by whom, from which value to which. */
export function EditCard({
  edit,
  children,
}: {
  readonly edit: EditView;
  readonly children?: ReactNode;
}) {
  const t = useText();
  const now = useNow(10_000);
  const nameOf = useFieldName();
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <span className={styles.name}>
          {edit.label === '' ? t('sync.customer') : edit.label}
          {edit.isNew && ` (${t('sync.new')})`}
        </span>
        <span className={styles.soft}>
          {t('sync.byAt', { name: edit.staff, time: spanOfTime(now - edit.at, t) })}
        </span>
      </div>
      <dl className={styles.fields}>
        {edit.fields.map(({ field, from, to }) => (
          <div key={field} style={{ display: 'contents' }}>
            <dt>{nameOf(field)}</dt>
            <dd>
              {!edit.isNew && (
                <>
                  <s className={styles.was}>
                    <FieldText field={field} value={from} />
                  </s>{' '}
                </>
              )}
              <FieldText field={field} value={to} />
            </dd>
          </div>
        ))}
      </dl>
      {children}
    </li>
  );
}
