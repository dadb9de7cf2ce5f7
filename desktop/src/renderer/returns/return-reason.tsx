import { RETURN_REASONS } from '@second-chance/shared/sale/sale-record.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { useText } from '../text/use-text.ts';

/** Why goods come back and where they go. */
export interface ReturnReason {
  readonly reason: (typeof RETURN_REASONS)[number];
  readonly note: string;
  /** True: back on the shelf. False: written off. */
  readonly restock: boolean;
}

export const NO_REASON_YET: ReturnReason = { reason: 'changed_mind', note: '', restock: true };

interface Props {
  readonly value: ReturnReason;
  readonly onChange: (value: ReturnReason) => void;
}

export function ReturnReasonFields({ value, onChange }: Props) {
  const t = useText();
  return (
    <>
      <Choice
        label={t('returns.reason')}
        value={value.reason}
        options={RETURN_REASONS.map((reason) => ({
          value: reason,
          label: t(`returns.reason.${reason}`),
        }))}
        onChange={(reason) =>
          onChange({ ...value, reason, restock: reason === 'damaged' ? false : value.restock })
        }
      />
      <Choice
        label={t('returns.restock')}
        value={value.restock ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: t('returns.restock.yes') },
          { value: 'no', label: t('returns.restock.no') },
        ]}
        onChange={(restock) => onChange({ ...value, restock: restock === 'yes' })}
      />
      <TextField
        label={t('returns.note')}
        maxLength={200}
        value={value.note}
        onChange={(note) => onChange({ ...value, note })}
      />
    </>
  );
}
