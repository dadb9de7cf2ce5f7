import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import { RECEIPT_CHOICES } from '@second-chance/shared/documents/customer.ts';
import { SelectField, TextArea, TextField } from '../parts/fields.tsx';
import { FieldRow } from '../parts/form.tsx';
import { useText } from '../text/use-text.ts';

/** What is typed of a person. */
export type CustomerInput = Pick<
  CustomerDocument,
  'name' | 'email' | 'phone' | 'addressLines' | 'note' | 'receiptChoice'
>;

export const NOBODY: CustomerInput = {
  name: '',
  email: '',
  phone: '',
  addressLines: [],
  note: '',
  receiptChoice: null,
};

const LINES_MAX = 6;

export function CustomerFields({
  value,
  onChange,
}: {
  readonly value: CustomerInput;
  readonly onChange: (value: CustomerInput) => void;
}) {
  const t = useText();
  const set = (fields: Partial<CustomerInput>) => onChange({ ...value, ...fields });
  return (
    <>
      <TextField
        label={t('admin.name')}
        value={value.name}
        onChange={(name) => set({ name })}
        maxLength={200}
        required
        autoFocus
      />
      <FieldRow>
        <TextField
          label={t('admin.customers.email')}
          inputMode="email"
          value={value.email}
          onChange={(email) => set({ email })}
          maxLength={254}
        />
        <TextField
          label={t('admin.customers.phone')}
          type="tel"
          value={value.phone}
          onChange={(phone) => set({ phone })}
          maxLength={60}
        />
      </FieldRow>
      <TextArea
        label={t('admin.customers.address')}
        value={value.addressLines.join('\n')}
        onChange={(text) => set({ addressLines: linesOf(text) })}
        maxLength={700}
      />
      <SelectField
        label={t('admin.customers.receipt')}
        value={value.receiptChoice ?? ''}
        options={[
          { value: '', label: t('admin.customers.receipt.unknown') },
          ...RECEIPT_CHOICES.map((choice) => ({
            value: choice,
            label: t(`admin.customers.receipt.${choice}`),
          })),
        ]}
        onChange={(choice) => set({ receiptChoice: choice === '' ? null : choice })}
      />
      <TextArea
        label={t('admin.customers.note')}
        value={value.note}
        onChange={(note) => set({ note })}
        maxLength={2_000}
      />
    </>
  );
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n').slice(0, LINES_MAX);
}
