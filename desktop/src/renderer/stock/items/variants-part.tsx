/** Others of the same thing: sizes and colours, each an item with its own code and stock. */
import type { InventoryItem } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useText } from '../../text/use-text.ts';
import { LineField, Row, Section } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import { readPieces } from './item-draft.ts';
import styles from './item-sheet.module.css';

export function VariantsPart({
  found,
  onOpen,
  onChanged,
}: {
  readonly found: InventoryItem;
  readonly onOpen: (id: ItemId) => void;
  readonly onChanged: () => Promise<unknown>;
}) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const { item, variants } = found;
  const known = item.variant?.options ?? [{ name: t('stock.field.size'), value: '' }];
  const [values, setValues] = useState<readonly string[]>(() => known.map(() => ''));
  const [name, setName] = useState(known[0]?.name ?? '');
  const [pieces, setPieces] = useState('1');
  if (item.kind !== 'stocked') return null;
  const options = known.map((option, place) => ({
    name: item.variant == null ? name.trim() : option.name,
    value: (values[place] ?? '').trim(),
  }));
  const count = readPieces(pieces);
  const named = options.every((option) => option.name !== '' && option.value !== '');
  const add = async () => {
    if (count === null) return;
    const made = await call.run(() =>
      port.inventory.addVariant({ of: item.id, options, pieces: count }),
    );
    if (made === null) return;
    setValues(known.map(() => ''));
    await onChanged();
  };
  return (
    <Section title={t('stock.variants')}>
      {item.variant != null && (
        <p className={parts.soft}>
          {item.variant.options.map((option) => `${option.name}: ${option.value}`).join(' · ')}
        </p>
      )}
      {variants.length > 0 && (
        <ul className={parts.lines}>
          {variants.map((variant) => (
            <li key={variant.id} className={parts.line}>
              <span className={parts.lineText}>
                <span className={parts.lineName}>{variant.sku}</span>
                <span className={parts.soft}>{variant.size}</span>
              </span>
              <span className={parts.soft}>{t('stock.there', { count: variant.onHand ?? 0 })}</span>
              <TouchKey size="small" onPress={() => onOpen(variant.id)}>
                {t('stock.open')}
              </TouchKey>
            </li>
          ))}
        </ul>
      )}
      <Row>
        {item.variant == null && (
          <LineField
            label={t('stock.variantOption')}
            value={name}
            maxLength={60}
            onChange={setName}
          />
        )}
        {known.map((option, place) => (
          <LineField
            key={option.name}
            label={item.variant == null ? t('stock.variantValue') : option.name}
            value={values[place] ?? ''}
            maxLength={120}
            onChange={(value) =>
              setValues(known.map((_, at) => (at === place ? value : (values[at] ?? ''))))
            }
          />
        ))}
        <LineField
          label={t('stock.field.pieces')}
          kind="figures"
          inputMode="numeric"
          value={pieces}
          maxLength={6}
          error={count === null ? t('stock.problem.number') : undefined}
          onChange={setPieces}
        />
      </Row>
      {call.error !== null && <Failure error={call.error} />}
      <div className={styles.keys}>
        <TouchKey
          size="small"
          disabled={!named || count === null || call.busy}
          onPress={() => void add()}
        >
          {t('stock.addVariant')}
        </TouchKey>
      </div>
    </Section>
  );
}
