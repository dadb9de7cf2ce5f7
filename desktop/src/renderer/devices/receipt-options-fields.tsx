import { NativeSelect } from '@mantine/core';
import {
  CODE_PAGES,
  type CodePage,
  type ReceiptOptions,
} from '@second-chance/shared/printing/device-settings.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useText } from '../text/use-text.ts';
import styles from './devices.module.css';

interface Props {
  readonly options: ReceiptOptions;
  readonly onChange: (options: ReceiptOptions) => void;
}

/** What a receipt printer can, and what stands on its receipts. */
export function ReceiptOptionsFields({ options, onChange }: Props) {
  const t = useText();
  const set = (change: Partial<ReceiptOptions>) => onChange({ ...options, ...change });
  return (
    <>
      <div className={styles.options}>
        <Choice
          label={t('devices.form.paper')}
          value={options.paper === 58 ? '58' : '80'}
          options={[
            { value: '58', label: t('devices.form.paper.58') },
            { value: '80', label: t('devices.form.paper.80') },
          ]}
          onChange={(paper) =>
            set(paper === '58' ? { paper: 58, columns: 32 } : { paper: 80, columns: 48 })
          }
        />
        <Choice
          label={t('devices.form.columns')}
          value={String(options.columns) as '32' | '42' | '48'}
          options={COLUMNS.map((columns) => ({ value: columns, label: columns }))}
          onChange={(columns) => set({ columns: Number(columns) as ReceiptOptions['columns'] })}
        />
      </div>
      <NativeSelect
        label={t('devices.form.codePage')}
        value={options.codePage}
        data={CODE_PAGES.map((value) => ({ value, label: t(`devices.codePage.${value}`) }))}
        onChange={(event) => set({ codePage: event.currentTarget.value as CodePage })}
        size="lg"
        classNames={{ input: styles.select ?? '', label: styles.selectLabel ?? '' }}
      />
      <div className={styles.options}>
        <Choice
          label={t('devices.form.drawer')}
          value={options.drawer}
          options={(['none', 'first', 'second'] as const).map((value) => ({
            value,
            label: t(`devices.form.drawer.${value}`),
          }))}
          onChange={(drawer) => set({ drawer })}
        />
        <Choice
          label={t('devices.form.cut')}
          value={options.cut}
          options={(['none', 'partial', 'full'] as const).map((value) => ({
            value,
            label: t(`devices.form.cut.${value}`),
          }))}
          onChange={(cut) => set({ cut })}
        />
      </div>
      <fieldset className={styles.bare}>
        <legend className={styles.selectLabel}>{t('devices.form.onPaper')}</legend>
        <div className={styles.keys}>
          {(['logo', 'qr', 'barcode'] as const).map((part) => (
            <TouchKey
              key={part}
              pressed={options[part]}
              onPress={() => set({ [part]: !options[part] })}
            >
              {t(`devices.form.${part}`)}
            </TouchKey>
          ))}
        </div>
      </fieldset>
    </>
  );
}

const COLUMNS = ['32', '42', '48'] as const;
