import type { ExceptionFile } from '@second-chance/shared/contract/rest/sales.ts';
import type { CategoryId, ItemId, SaleId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { FieldRow } from '../parts/form.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';

/** Adds the thing that a till sold and the server does not know, under the till's own id for it. */
export function CreateItem({
  file,
  store,
}: {
  readonly file: ExceptionFile;
  readonly store: PublicStore;
}) {
  const t = useText();
  const format = useFormat();
  const itemId = typeof file.details.itemId === 'string' ? (file.details.itemId as ItemId) : null;
  const sale = useQuery({
    queryKey: ['sale', file.sale?.id],
    queryFn: () => api.sales.get({ id: file.sale?.id as SaleId }),
    enabled: file.sale !== null,
  });
  const categories = useQuery({
    queryKey: ['categories', store.id],
    queryFn: () => api.categories.list({ storeId: store.id }),
  });
  const line = sale.data?.record.lines.find((each) => each.itemId === itemId);
  const tag = line?.pricePath[0];
  const [name, setName] = useState<string | null>(null);
  const [price, setPrice] = useState<string | null>(null);
  const [categoryId, setCategoryId] = useState<CategoryId | null>(null);
  const rows = categories.data?.rows ?? [];
  const shown = {
    name: name ?? line?.name ?? '',
    price:
      price ??
      (tag?.step === 'tag' ? format.amount(minorUnits(tag.unitPrice), store.currency) : ''),
    categoryId: categoryId ?? rows[0]?.id ?? null,
  };
  const amount = format.parseAmount(shown.price, store.currency);
  const create = useMutation({
    mutationFn: () =>
      api.items.create({
        id: itemId as ItemId,
        storeId: store.id,
        name: shown.name,
        kind: 'stocked',
        categoryId: shown.categoryId as CategoryId,
        condition: 'good',
        price: amount ?? minorUnits(0),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['exception', file.id] }),
  });
  return (
    <>
      <TextField
        label={t('admin.name')}
        value={shown.name}
        onChange={setName}
        maxLength={300}
        required
      />
      <FieldRow>
        <TextField
          label={t('admin.settle.price')}
          kind="figures"
          inputMode="decimal"
          value={shown.price}
          onChange={setPrice}
          required
        />
        <SelectField
          label={t('admin.settle.category')}
          value={shown.categoryId ?? ('' as CategoryId)}
          options={rows.map((row) => ({ value: row.id, label: row.name }))}
          onChange={setCategoryId}
        />
      </FieldRow>
      {create.error !== null && <FailureNote error={create.error} />}
      <Button
        icon="plus"
        busy={create.isPending}
        disabled={shown.name.trim() === '' || amount === null || shown.categoryId === null}
        onPress={() => create.mutate()}
      >
        {t('admin.settle.addItem')}
      </Button>
    </>
  );
}
