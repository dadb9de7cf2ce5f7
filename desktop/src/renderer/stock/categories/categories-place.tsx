/** The tree of categories: names, taxes, order, what stands below what. */
import type { References } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { CategoryId, TaxRateId } from '@second-chance/shared/ids.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useText } from '../../text/use-text.ts';
import { LineField, SelectField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import split from '../parts/split.module.css';
import { useReferences } from '../parts/use-references.ts';

type Category = References['categories'][number];

export function CategoriesPlace() {
  const t = useText();
  const references = useReferences();
  const [open, setOpen] = useState<CategoryId | 'new' | null>(null);
  const categories = references?.categories ?? [];
  const chosen = categories.find(({ id }) => id === open) ?? null;
  return (
    <div className={split.split} data-open={open === 'new' || chosen !== null || undefined}>
      <Place
        title={t('stock.categories')}
        lead={t('stock.categories.count', { count: categories.length })}
        actions={
          <TouchKey size="small" tone="primary" onPress={() => setOpen('new')}>
            {t('stock.categories.new')}
          </TouchKey>
        }
      >
        <PlaceBody>
          {references !== null && categories.length === 0 && (
            <EmptyState title={t('stock.categories.none')}>
              <p>{t('stock.categories.noneHint')}</p>
            </EmptyState>
          )}
          <ul className={parts.lines}>
            {categories.map((category) => (
              <li key={category.id} className={parts.line}>
                <span
                  className={parts.lineText}
                  style={{ paddingInlineStart: category.depth * 28 }}
                >
                  <span className={parts.lineName}>{category.name}</span>
                  <span className={parts.soft}>
                    {[
                      references?.taxRates.find(({ id }) => id === category.taxRateId)?.name ?? '',
                      t('stock.categories.items', { count: category.itemCount }),
                    ].join(' · ')}
                  </span>
                </span>
                <TouchKey
                  size="small"
                  label={t('stock.openNamed', { name: category.name })}
                  onPress={() => setOpen(category.id)}
                >
                  {t('stock.open')}
                </TouchKey>
              </li>
            ))}
          </ul>
        </PlaceBody>
      </Place>
      {references !== null && (open === 'new' || chosen !== null) && (
        <CategorySheet
          key={chosen?.id ?? 'new'}
          category={chosen}
          references={references}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function CategorySheet({
  category,
  references,
  onClose,
}: {
  readonly category: Category | null;
  readonly references: References;
  readonly onClose: () => void;
}) {
  const t = useText();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const [name, setName] = useState(category?.name ?? '');
  const [parentId, setParentId] = useState<string>(category?.parentId ?? '');
  const [taxRateId, setTaxRateId] = useState<string>(
    category?.taxRateId ?? references.taxRates[0]?.id ?? '',
  );
  const [position, setPosition] = useState(
    String(category?.position ?? references.categories.length),
  );
  const place = /^[0-9]{1,4}$/.test(position.trim()) ? Number(position) : null;
  const ready = name.trim() !== '' && taxRateId !== '' && place !== null;
  const done = async (saved: unknown) => {
    if (saved === null) return;
    await queries.invalidateQueries({ queryKey: ['stock'] });
    onClose();
  };
  const save = async () => {
    if (!ready) return;
    const fields = {
      name: name.trim(),
      parentId: parentId === '' ? null : (parentId as CategoryId),
      taxRateId: taxRateId as TaxRateId,
      position: place,
    };
    await done(
      await call.run<unknown>(() =>
        category === null
          ? port.categories.create({ fields })
          : port.categories.edit({ id: category.id, fields }),
      ),
    );
  };
  const isInUse = (category?.itemCount ?? 0) > 0;
  return (
    <SideSheet
      title={category?.name ?? t('stock.categories.new')}
      onClose={onClose}
      foot={
        <>
          {category !== null && (
            <span className={parts.start}>
              <TouchKey
                size="small"
                tone="danger"
                disabled={call.busy || isInUse}
                onPress={() =>
                  void call.run(() => port.categories.delete({ id: category.id })).then(done)
                }
              >
                {t('stock.remove')}
              </TouchKey>
            </span>
          )}
          <TouchKey
            size="small"
            tone="primary"
            disabled={!ready || call.busy}
            onPress={() => void save()}
          >
            {t('stock.save')}
          </TouchKey>
        </>
      }
    >
      {call.error !== null && <Failure error={call.error} />}
      <LineField
        label={t('stock.categories.name')}
        value={name}
        maxLength={120}
        autoFocus
        onChange={setName}
        onKeyDown={(event) => event.key === 'Enter' && void save()}
      />
      <SelectField
        label={t('stock.categories.parent')}
        value={parentId}
        options={[
          { value: '', label: t('stock.categories.top') },
          ...references.categories
            .filter(({ id }) => id !== category?.id)
            .map(({ id, path }) => ({ value: id as string, label: path })),
        ]}
        onChange={setParentId}
      />
      <SelectField
        label={t('stock.field.tax')}
        value={taxRateId}
        options={references.taxRates.map(({ id, name: text }) => ({
          value: id as string,
          label: text,
        }))}
        onChange={setTaxRateId}
      />
      <LineField
        label={t('stock.categories.position')}
        hint={t('stock.categories.positionHint')}
        kind="figures"
        inputMode="numeric"
        value={position}
        maxLength={4}
        onChange={setPosition}
      />
      {isInUse && <p className={parts.hint}>{t('stock.categories.inUse')}</p>}
    </SideSheet>
  );
}
