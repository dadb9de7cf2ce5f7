import type { LabelOptions } from '@second-chance/shared/printing/device-settings.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { useText } from '../text/use-text.ts';
import styles from './devices.module.css';

interface Props {
  readonly options: LabelOptions;
  readonly onChange: (options: LabelOptions) => void;
  readonly bad: (field: string) => string | undefined;
}

/** The labels that lie in a printer, and what it understands. */
export function LabelOptionsFields({ options, onChange, bad }: Props) {
  const t = useText();
  const set = (change: Partial<LabelOptions>) => onChange({ ...options, ...change });
  const size = (text: string) => Number(text.replace(/\D/g, ''));
  return (
    <>
      <div className={styles.thirds}>
        <TextField
          label={t('devices.form.width')}
          value={String(options.widthMm || '')}
          onChange={(text) => set({ widthMm: size(text) })}
          kind="code"
          inputMode="numeric"
          error={bad('options.widthMm')}
        />
        <TextField
          label={t('devices.form.height')}
          value={String(options.heightMm || '')}
          onChange={(text) => set({ heightMm: size(text) })}
          kind="code"
          inputMode="numeric"
          error={bad('options.heightMm')}
        />
      </div>
      <div className={styles.options}>
        <Choice
          label={t('devices.form.language')}
          value={options.language}
          options={[
            { value: 'zpl', label: 'ZPL' },
            { value: 'epl', label: 'EPL' },
          ]}
          onChange={(language) => set({ language })}
        />
        <Choice
          label={t('devices.form.dpi')}
          value={options.dpi === 300 ? '300' : '203'}
          options={[
            { value: '203', label: '203' },
            { value: '300', label: '300' },
          ]}
          onChange={(dpi) => set({ dpi: dpi === '300' ? 300 : 203 })}
        />
      </div>
    </>
  );
}
