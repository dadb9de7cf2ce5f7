import { applyBulkEdit, type BulkEdit } from '@second-chance/shared/catalogue/bulk-edit.ts';
import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { useEffect, useState } from 'react';
import { ChoiceField, SelectField } from '../parts/fields.tsx';
import { useText } from '../text/use-text.ts';
import { BulkPriceFields } from './bulk-price-fields.tsx';
import { useReferences } from './reference-queries.ts';

export type BulkWhat = 'price' | 'category' | 'withdrawn' | 'price_schedule' | 'tax';

interface Props {
  readonly what: BulkWhat;
  /** One of the chosen items, to show on it what comes out. */
  readonly sample: ItemView | null;
  /** Null: it is not complete yet. */
  readonly onChange: (edit: BulkEdit | null) => void;
}

/** The fields of one kind of change. */
export function BulkFields({ what, sample, onChange }: Props) {
  switch (what) {
    case 'price':
      return <BulkPriceFields sample={sample} onChange={onChange} />;
    case 'withdrawn':
      return <WithdrawnField onChange={onChange} />;
    default:
      return <ReferenceField what={what} onChange={onChange} />;
  }
}

function WithdrawnField({ onChange }: Pick<Props, 'onChange'>) {
  const t = useText();
  const [value, setValue] = useState<'withdraw' | 'put_back'>('withdraw');
  useEffect(
    () => onChange({ what: 'withdrawn', withdrawn: value === 'withdraw' }),
    [value, onChange],
  );
  return (
    <ChoiceField
      label={t('admin.bulk.what.withdrawn')}
      value={value}
      options={(['withdraw', 'put_back'] as const).map((each) => ({
        value: each,
        label: t(`admin.bulk.${each}`),
      }))}
      onChange={setValue}
    />
  );
}

function ReferenceField({
  what,
  onChange,
}: {
  readonly what: Exclude<BulkWhat, 'price' | 'withdrawn'>;
  readonly onChange: Props['onChange'];
}) {
  const t = useText();
  const references = useReferences();
  const [value, setValue] = useState('');
  const options = {
    category: references.categories,
    tax: references.taxRates,
    price_schedule: references.schedules.map(({ id, name }) => ({ value: id, label: name })),
  }[what];
  const nothing = {
    category: t('admin.items.chooseOne'),
    tax: t('admin.items.taxOfCategory'),
    price_schedule: t('admin.items.noSchedule'),
  }[what];
  useEffect(() => onChange(editOf(what, value)), [what, value, onChange]);
  return (
    <SelectField
      label={t(`admin.bulk.what.${what}`)}
      value={value}
      options={[{ value: '', label: nothing }, ...options]}
      onChange={setValue}
      autoFocus
    />
  );
}

function editOf(what: 'category' | 'tax' | 'price_schedule', value: string): BulkEdit | null {
  const id = value === '' ? null : (value as never);
  switch (what) {
    case 'category':
      return id === null ? null : { what, categoryId: id };
    case 'tax':
      return { what, taxRateId: id };
    case 'price_schedule':
      return { what, priceScheduleId: id, priceScheduleStart: null };
  }
}

/** What an edit makes of the sample's price; null where it makes none. */
export function sampleAfter(sample: ItemView, edit: BulkEdit): ItemDocument | null {
  const after = applyBulkEdit(sample as unknown as ItemDocument, edit);
  return after.ok ? after.value : null;
}
