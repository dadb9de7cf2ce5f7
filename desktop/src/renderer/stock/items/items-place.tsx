/** All items: found, filtered, opened beside the list, changed by the hundred. */
import type {
  InventoryFilter,
  InventoryRow,
} from '@second-chance/shared/contract/till/inventory-views.ts';
import { ITEM_LACKS } from '@second-chance/shared/contract/till/inventory-views.ts';
import { CONDITIONS } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useKeys, useScan, useTypingTarget } from '../../keys/keyboard.ts';
import { callErrorOf } from '../../rpc/call-error.ts';
import { usePort } from '../../state/till-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { playTone } from '../../tones/tones.ts';
import { Icon } from '../parts/icon.tsx';
import parts from '../parts/parts.module.css';
import { Place } from '../parts/place.tsx';
import styles from '../parts/split.module.css';
import { useReferences } from '../parts/use-references.ts';
import { BulkBar } from './bulk-bar.tsx';
import { EVERYTHING, type ListOrder, NEWEST_FIRST } from './item-filter.ts';
import { ItemSheet } from './item-sheet.tsx';
import { ItemTable } from './item-table.tsx';

export function ItemsPlace() {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const references = useReferences();
  const search = useRef<HTMLInputElement>(null);
  const [order, setOrder] = useState<ListOrder>(NEWEST_FIRST);
  const [open, setOpen] = useState<ItemId | 'new' | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<ItemId>>(new Set());
  const [sum, setSum] = useState<{ total: number; value: number | null }>({
    total: 0,
    value: null,
  });
  const [missed, setMissed] = useState<string | null>(null);
  const text = useDeferredValue(order.filter.text);
  const shown = useMemo(() => ({ ...order, filter: { ...order.filter, text } }), [order, text]);
  const names = useMemo(
    () => new Map(references?.categories.map(({ id, name }) => [id, name])),
    [references],
  );
  const categoryName = useCallback(
    (id: InventoryRow['categoryId']) => names.get(id) ?? '',
    [names],
  );
  const onTotal = useCallback(
    (total: number, value: number | null) => setSum({ total, value }),
    [],
  );
  const set = (change: Partial<InventoryFilter>) => {
    setChosen(new Set());
    setOrder({ ...order, filter: { ...order.filter, ...change } });
  };
  useKeys({ 'Alt N': () => setOpen('new') });
  useTypingTarget(search);
  useScan((code) => {
    setMissed(null);
    port.inventory
      .byCode({ code })
      .then(({ id }) => {
        playTone('hit');
        setOpen(id);
      })
      .catch((thrown: unknown) => {
        playTone('miss');
        if (callErrorOf(thrown).code === 'CODE_AMBIGUOUS') set({ ...EVERYTHING, text: code });
        else setMissed(code);
      });
  });
  const filtered = JSON.stringify(order.filter) !== JSON.stringify(EVERYTHING);
  return (
    <div className={styles.split} data-open={open !== null || undefined}>
      <Place
        title={t('stock.items')}
        lead={
          sum.value === null
            ? undefined
            : t('stock.items.sum', {
                count: sum.total,
                total: sum.total.toLocaleString(format.locale),
                value: format.amount(sum.value as MinorUnits),
              })
        }
        actions={
          <TouchKey size="small" tone="primary" hint="Alt N" onPress={() => setOpen('new')}>
            {t('stock.items.new')}
          </TouchKey>
        }
      >
        <Filters filter={order.filter} onChange={set} search={search} references={references} />
        {missed !== null && (
          <p className={`${parts.note} ${parts.warn} ${styles.missed}`} role="status">
            {t('stock.codeUnknown', { code: missed })}
          </p>
        )}
        {chosen.size > 0 && (
          <BulkBar
            chosen={chosen}
            total={sum.total}
            filter={shown.filter}
            references={references}
            onDone={() => setChosen(new Set())}
          />
        )}
        <ItemTable
          order={shown}
          onOrder={setOrder}
          categoryName={categoryName}
          openId={open === 'new' ? null : open}
          onOpen={setOpen}
          chosen={chosen}
          onChoose={setChosen}
          onTotal={onTotal}
          filtered={filtered}
        />
      </Place>
      {open !== null && (
        <ItemSheet
          key={open}
          id={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onOpen={setOpen}
        />
      )}
    </div>
  );
}

function Filters({
  filter,
  onChange,
  search,
  references,
}: {
  readonly filter: InventoryFilter;
  readonly onChange: (change: Partial<InventoryFilter>) => void;
  readonly search: React.RefObject<HTMLInputElement | null>;
  readonly references: ReturnType<typeof useReferences>;
}) {
  const t = useText();
  const chip = (label: string, pressed: boolean, onPress: () => void) => (
    <button
      key={label}
      type="button"
      className={parts.chip}
      aria-pressed={pressed}
      onClick={onPress}
    >
      {label}
    </button>
  );
  const either = <K extends 'stock' | 'withdrawn' | 'lacks'>(
    field: K,
    value: InventoryFilter[K],
    label: string,
  ) =>
    chip(label, filter[field] === value, () =>
      onChange({ [field]: filter[field] === value ? null : value }),
    );
  return (
    <fieldset className={`${parts.chips} ${styles.filters}`} aria-label={t('stock.filters')}>
      <label className={parts.search}>
        <Icon name="search" />
        <input
          ref={search}
          value={filter.text}
          placeholder={t('stock.items.search')}
          aria-label={t('stock.items.search')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      </label>
      <select
        className={parts.chip}
        aria-label={t('stock.column.category')}
        data-set={filter.categoryId !== null || undefined}
        value={filter.categoryId ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ categoryId: value === '' ? null : (value as CategoryId) })
        }
      >
        <option value="">{t('stock.everyCategory')}</option>
        {references?.categories.map(({ id, path }) => (
          <option key={id} value={id}>
            {path}
          </option>
        ))}
      </select>
      <select
        className={parts.chip}
        aria-label={t('stock.column.condition')}
        data-set={filter.condition !== null || undefined}
        value={filter.condition ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ condition: CONDITIONS.find((known) => known === value) ?? null })
        }
      >
        <option value="">{t('stock.everyCondition')}</option>
        {CONDITIONS.map((condition) => (
          <option key={condition} value={condition}>
            {t(`condition.${condition}`)}
          </option>
        ))}
      </select>
      {either('stock', 'in', t('stock.filter.in'))}
      {either('stock', 'out', t('stock.filter.out'))}
      {either('stock', 'below_zero', t('stock.filter.belowZero'))}
      {either('withdrawn', true, t('stock.withdrawn'))}
      {ITEM_LACKS.filter((lack) => lack !== 'parcel').map((lack) =>
        either('lacks', lack, t(`stock.filter.lacks.${lack}`)),
      )}
    </fieldset>
  );
}
