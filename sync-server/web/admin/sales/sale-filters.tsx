import type { ItemId } from '@second-chance/shared/ids.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { TENDER_KINDS } from '@second-chance/shared/sale/sale-record.ts';
import { useEffect, useState } from 'react';
import { useAddress } from '../frame/router.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { FilterBar, FilterChips, FilterSelect, SearchField } from '../parts/filter-chips.tsx';
import { ItemPicker } from '../parts/item-picker.tsx';
import { useRegisters, useStaff } from '../parts/store-people.ts';
import { useText } from '../text/use-text.ts';
import styles from './sale-filters.module.css';
import { kindKey, tenderKey } from './sale-words.ts';

/** Narrows the sales down. Every filter stands in the address, so it can be kept and sent. */
export function SaleFilters({
  store,
  kinds,
}: {
  readonly store: PublicStore;
  readonly kinds: readonly SaleRecord['kind'][];
}) {
  const t = useText();
  const [address, change] = useAddress();
  const staff = useStaff(store.id).data?.rows ?? [];
  const registers = useRegisters(store.id).data?.rows ?? [];
  const set = (name: string) => (value: string | null) => change({ [name]: value ?? undefined });
  return (
    <FilterBar>
      <Typed name="receipt">
        {(value, onChange) => (
          <SearchField label={t('admin.sales.search')} value={value} onChange={onChange} />
        )}
      </Typed>
      <DayRange />
      <FilterChips
        label={t('admin.sales.kind')}
        options={kinds.map((kind) => ({ value: kind, label: t(kindKey(kind)) }))}
        value={(address.kind as SaleRecord['kind']) ?? null}
        onChange={set('kind')}
      />
      <FilterSelect
        label={t('admin.sales.paidBy')}
        options={TENDER_KINDS.map((kind) => ({ value: kind, label: t(tenderKey(kind)) }))}
        value={(address.tender as (typeof TENDER_KINDS)[number]) ?? null}
        onChange={set('tender')}
      />
      <FilterSelect
        label={t('admin.sales.register')}
        options={registers.map(({ id, code }) => ({ value: String(id), label: code }))}
        value={address.register ?? null}
        onChange={set('register')}
      />
      <FilterSelect
        label={t('admin.sales.cashier')}
        options={staff.map(({ id, displayName }) => ({ value: String(id), label: displayName }))}
        value={address.cashier ?? null}
        onChange={set('cashier')}
      />
      <span className={styles.range}>
        <Typed name="least">
          {(value, onChange) => (
            <AmountInput label={t('admin.sales.least')} value={value} onChange={onChange} />
          )}
        </Typed>
        <span aria-hidden="true">–</span>
        <Typed name="most">
          {(value, onChange) => (
            <AmountInput label={t('admin.sales.most')} value={value} onChange={onChange} />
          )}
        </Typed>
      </span>
      <ItemPicker
        storeId={store.id}
        label={t('admin.sales.item')}
        value={(address.item as ItemId) ?? null}
        onChange={set('item')}
      />
    </FilterBar>
  );
}

function DayRange() {
  const t = useText();
  const [address, change] = useAddress();
  return (
    <span className={styles.range}>
      {(['from', 'to'] as const).map((name) => (
        <input
          key={name}
          type="date"
          className={styles.input}
          aria-label={t(`admin.sales.${name}`)}
          value={address[name] ?? ''}
          data-set={address[name] !== undefined || undefined}
          onChange={(event) => change({ [name]: event.currentTarget.value || undefined })}
        />
      ))}
    </span>
  );
}

function AmountInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <input
      className={styles.amount}
      inputMode="decimal"
      aria-label={label}
      placeholder={label}
      value={value}
      maxLength={20}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const TYPING_MS = 300;

/** Something typed reaches the address once the typing rests. */
function Typed({
  name,
  children,
}: {
  readonly name: string;
  readonly children: (value: string, onChange: (value: string) => void) => React.ReactNode;
}) {
  const [address, change] = useAddress();
  const inAddress = address[name] ?? '';
  const [typed, setTyped] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  if (seen !== inAddress) {
    setSeen(inAddress);
    setTyped(inAddress);
  }
  useEffect(() => {
    if (typed === inAddress) return;
    const timer = setTimeout(() => change({ [name]: typed || undefined }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, inAddress, name, change]);
  return children(typed, setTyped);
}
