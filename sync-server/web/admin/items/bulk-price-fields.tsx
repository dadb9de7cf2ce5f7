import type { BulkEdit, PriceRounding } from '@second-chance/shared/catalogue/bulk-edit.ts';
import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { decimalsOf } from '@second-chance/shared/money/currency.ts';
import { basisPoints, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { useEffect, useMemo, useState } from 'react';
import { ChoiceField, SelectField, TextField } from '../parts/fields.tsx';
import { Money } from '../parts/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { sampleAfter } from './bulk-fields.tsx';
import styles from './bulk-price-fields.module.css';

const HOWS = ['set', 'down_percent', 'up_percent', 'down_amount', 'up_amount'] as const;
type How = (typeof HOWS)[number];

const ROUNDINGS = ['exact', 'tenth', 'half', 'whole', 'under'] as const;

/** A new price for all: set, or computed from the old one and rounded by a rule. */
export function BulkPriceFields({
  sample,
  onChange,
}: {
  readonly sample: ItemView | null;
  readonly onChange: (edit: BulkEdit | null) => void;
}) {
  const t = useText();
  const { currency, parseAmount } = useFormat();
  const money = currency ?? '';
  const [how, setHow] = useState<How>('down_percent');
  const [text, setText] = useState('');
  const [rounding, setRounding] = useState<(typeof ROUNDINGS)[number]>('exact');
  const edit = useMemo(
    () =>
      editOf({
        how,
        text,
        rounding: ruleOf(rounding, decimalsOf(money)),
        parse: (value) => parseAmount(value, money),
      }),
    [how, text, rounding, money, parseAmount],
  );
  useEffect(() => onChange(edit), [edit, onChange]);
  const isPercent = how.endsWith('percent');
  const after = sample && edit ? sampleAfter(sample, edit) : null;
  return (
    <>
      <SelectField
        label={t('admin.bulk.how')}
        value={how}
        options={HOWS.map((value) => ({ value, label: t(`admin.bulk.how.${value}`) }))}
        onChange={setHow}
      />
      <TextField
        label={t(isPercent ? 'admin.bulk.percent' : 'admin.bulk.amount')}
        kind="figures"
        inputMode="decimal"
        value={text}
        onChange={setText}
        unit={isPercent ? '%' : money}
        error={text !== '' && edit === null ? t('admin.items.notAnAmount') : undefined}
        autoFocus
      />
      {how !== 'set' && (
        <ChoiceField
          label={t('admin.bulk.rounding')}
          value={rounding}
          options={ROUNDINGS.map((value) => ({ value, label: t(`admin.bulk.rounding.${value}`) }))}
          onChange={setRounding}
        />
      )}
      {sample !== null && edit !== null && (
        <div className={styles.sample} role="status">
          <span className={styles.name}>{sample.name}</span>
          <span>
            <Money amount={sample.price} currency={money} />
            {' → '}
            <strong>
              {after === null ? (
                t('admin.bulk.notPossible')
              ) : (
                <Money amount={after.price} currency={money} />
              )}
            </strong>
          </span>
        </div>
      )}
    </>
  );
}

function ruleOf(name: (typeof ROUNDINGS)[number], decimals: number): PriceRounding {
  const unit = 10 ** decimals;
  switch (name) {
    case 'exact':
      return { step: 1, under: 0 };
    case 'tenth':
      return { step: Math.max(1, unit / 10), under: 0 };
    case 'half':
      return { step: Math.max(1, unit / 2), under: 0 };
    case 'whole':
      return { step: unit, under: 0 };
    case 'under':
      return { step: unit, under: unit === 1 ? 0 : 1 };
  }
}

function editOf({
  how,
  text,
  rounding,
  parse,
}: {
  readonly how: How;
  readonly text: string;
  readonly rounding: PriceRounding;
  readonly parse: (text: string) => number | null;
}): BulkEdit | null {
  if (text.trim() === '') return null;
  if (how.endsWith('percent')) {
    const number = Number(text.trim().replace('%', '').replace(',', '.'));
    const points = Math.round(number * 100);
    if (!(number > 0) || points > 100_000 || Math.abs(points - number * 100) > 1e-6) return null;
    const direction = how === 'up_percent' ? 'up' : 'down';
    return { what: 'price_by_percent', percent: basisPoints(points), direction, rounding };
  }
  const amount = parse(text);
  if (amount === null || amount < 0) return null;
  if (how === 'set') return { what: 'price_set', price: minorUnits(amount) };
  const signed = minorUnits(how === 'up_amount' ? amount : -amount);
  return { what: 'price_by_amount', amount: signed, rounding };
}
