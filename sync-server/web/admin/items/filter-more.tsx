import type { ItemFilter } from '@second-chance/shared/contract/rest/item-lists.ts';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/confirm-dialog.tsx';
import { ChoiceField, TextField } from '../parts/fields.tsx';
import { FieldRow, Form } from '../parts/form.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { plainAmount } from './plain-amount.ts';

type Change = (address: Readonly<Record<string, string | undefined>>) => void;

/** Brand, price, pictures, day: less often needed, behind one key; what is set shows on it. */
export function FilterMore({
  filter,
  change,
}: {
  readonly filter: ItemFilter;
  readonly change: Change;
}) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { brand, priceFrom, priceTo, withPicture, listedSince } = filter;
  const set = [brand, priceFrom ?? priceTo, withPicture, listedSince].filter(
    (value) => value !== undefined,
  ).length;
  const any = set > 0 || filter.q || filter.status || filter.categoryId || filter.condition;
  return (
    <>
      <Button pressed={set > 0} onPress={() => setOpen(true)}>
        {set > 0 ? t('admin.items.moreFiltersSet', { count: set }) : t('admin.items.moreFilters')}
      </Button>
      {any && (
        <Button tone="quiet" icon="close" onPress={() => change(NO_FILTER)}>
          {t('admin.items.noFilter')}
        </Button>
      )}
      {open && <MoreDialog filter={filter} change={change} onClose={() => setOpen(false)} />}
    </>
  );
}

const NO_FILTER = {
  q: undefined,
  status: undefined,
  category: undefined,
  condition: undefined,
  brand: undefined,
  from: undefined,
  to: undefined,
  picture: undefined,
  since: undefined,
};

function MoreDialog({
  filter,
  change,
  onClose,
}: {
  readonly filter: ItemFilter;
  readonly change: Change;
  readonly onClose: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const currency = format.currency ?? '';
  const written = (amount: number | undefined) =>
    amount === undefined ? '' : plainAmount(amount, { currency, locale: format.locale });
  const [brand, setBrand] = useState(filter.brand ?? '');
  const [from, setFrom] = useState(written(filter.priceFrom));
  const [to, setTo] = useState(written(filter.priceTo));
  const [since, setSince] = useState<string>(filter.listedSince ?? '');
  const [picture, setPicture] = useState<'any' | 'yes' | 'no'>(
    filter.withPicture === undefined ? 'any' : filter.withPicture ? 'yes' : 'no',
  );
  const amount = (text: string) =>
    text.trim() === '' ? undefined : format.parseAmount(text, currency);
  const [low, high] = [amount(from), amount(to)];
  const wrong = (value: number | null | undefined) =>
    value === null || (value ?? 0) < 0 ? t('admin.items.notAnAmount') : undefined;
  const ok = wrong(low) === undefined && wrong(high) === undefined;
  return (
    <Dialog
      title={t('admin.items.moreFilters')}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t('admin.cancel')}</Button>
          <Button tone="primary" disabled={!ok} onPress={apply}>
            {t('admin.items.show')}
          </Button>
        </>
      }
    >
      <Form onSubmit={apply}>
        <TextField
          label={t('admin.items.brand')}
          value={brand}
          onChange={setBrand}
          maxLength={120}
          autoFocus
        />
        <FieldRow>
          <TextField
            label={t('admin.items.priceFrom')}
            kind="figures"
            inputMode="decimal"
            value={from}
            onChange={setFrom}
            unit={currency}
            error={wrong(low)}
          />
          <TextField
            label={t('admin.items.priceTo')}
            kind="figures"
            inputMode="decimal"
            value={to}
            onChange={setTo}
            unit={currency}
            error={wrong(high)}
          />
        </FieldRow>
        <ChoiceField
          label={t('admin.items.pictures')}
          value={picture}
          options={(['any', 'yes', 'no'] as const).map((value) => ({
            value,
            label: t(`admin.items.pictures.${value}`),
          }))}
          onChange={setPicture}
        />
        <TextField
          label={t('admin.items.listedSince')}
          type="date"
          value={since}
          onChange={setSince}
        />
      </Form>
    </Dialog>
  );

  function apply() {
    if (!ok) return;
    change({
      brand: brand.trim() || undefined,
      from: low == null ? undefined : String(low),
      to: high == null ? undefined : String(high),
      picture: picture === 'any' ? undefined : picture,
      since: since || undefined,
    });
    onClose();
  }
}
