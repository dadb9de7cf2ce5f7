/** Every field that a person sets on an item. */
import type { References } from '@second-chance/shared/contract/till/inventory-views.ts';
import { CONDITIONS } from '@second-chance/shared/documents/item.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { AreaField, CheckField, LineField, Row, Section, SelectField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import { CodesField } from './codes-field.tsx';
import type { DraftProblems, ItemDraft } from './item-draft.ts';
import styles from './item-sheet.module.css';
import { PictureField } from './picture-field.tsx';

interface Props {
  readonly draft: ItemDraft;
  readonly problems: DraftProblems;
  readonly isNew: boolean;
  readonly references: References | null;
  readonly set: (change: Partial<ItemDraft>) => void;
}

export function ItemForm({ draft, problems, isNew, references, set }: Props) {
  const t = useText();
  const format = useFormat();
  const error = (field: keyof ItemDraft) => {
    const problem = problems.get(field);
    return problem === undefined
      ? undefined
      : t(`stock.problem.${problem}`, { example: format.example });
  };
  const line = (
    field:
      | 'name'
      | 'sku'
      | 'brand'
      | 'size'
      | 'colour'
      | 'price'
      | 'unitCost'
      | 'grams'
      | 'length'
      | 'width'
      | 'height'
      | 'pieces',
    maxLength: number,
  ) => ({
    label: t(`stock.field.${field}`),
    value: draft[field],
    onChange: (value: string) => set({ [field]: value }),
    error: error(field),
    maxLength,
  });
  const isService = draft.kind === 'service';
  const money = { kind: 'figures', inputMode: 'decimal' } as const;
  return (
    <>
      <PictureField pictures={draft.pictures} onChange={(pictures) => set({ pictures })} />
      <Section title={t('stock.section.thing')}>
        <LineField {...line('name', 300)} autoFocus={isNew} />
        <Row>
          <SelectField
            label={t('stock.column.category')}
            value={draft.categoryId}
            error={error('categoryId')}
            options={[
              ...(draft.categoryId === '' ? [{ value: '', label: t('stock.chooseOne') }] : []),
              ...(references?.categories ?? []).map(({ id, path }) => ({
                value: id as string,
                label: path,
              })),
            ]}
            onChange={(categoryId) => set({ categoryId })}
          />
          <SelectField
            label={t('stock.field.kind')}
            value={draft.kind}
            options={(['unique', 'stocked', 'service'] as const)
              // A thing with stock does not become a service, nor the other way round.
              .filter((kind) => isNew || (kind === 'service') === isService)
              .map((kind) => ({ value: kind, label: t(`stock.kind.${kind}`) }))}
            onChange={(kind) => set({ kind })}
          />
          {isNew && draft.kind === 'stocked' && <LineField {...line('pieces', 6)} {...money} />}
        </Row>
        {!isService && (
          <>
            <fieldset className={parts.section}>
              <legend className={parts.label}>{t('stock.column.condition')}</legend>
              <div className={styles.conditions}>
                {CONDITIONS.map((condition) => (
                  <button
                    key={condition}
                    type="button"
                    className={parts.chip}
                    aria-pressed={draft.condition === condition}
                    onClick={() => set({ condition })}
                  >
                    {t(`condition.${condition}`)}
                  </button>
                ))}
              </div>
            </fieldset>
            <AreaField
              label={t('stock.field.defects')}
              hint={t('stock.field.defectsHint')}
              value={draft.defects}
              error={error('defects')}
              maxLength={1_000}
              onChange={(defects) => set({ defects })}
            />
          </>
        )}
        <Row>
          <LineField {...line('brand', 120)} />
          <LineField {...line('size', 60)} />
          <LineField {...line('colour', 60)} />
        </Row>
        <AreaField
          label={t('stock.field.description')}
          value={draft.description}
          error={error('description')}
          maxLength={5_000}
          rows={3}
          onChange={(description) => set({ description })}
        />
      </Section>
      <Section title={t('stock.section.price')}>
        <Row>
          <LineField {...line('price', 20)} {...money} />
          <LineField {...line('unitCost', 20)} {...money} />
        </Row>
        <Row>
          <SelectField
            label={t('stock.field.schedule')}
            value={draft.priceScheduleId}
            options={[
              { value: '', label: t('stock.noSchedule') },
              ...(references?.priceSchedules ?? []).map(({ id, name }) => ({
                value: id,
                label: name,
              })),
            ]}
            onChange={(priceScheduleId) => set({ priceScheduleId })}
          />
          <LineField
            label={t('stock.field.scheduleStart')}
            type="date"
            value={draft.priceScheduleStart}
            disabled={draft.priceScheduleId === ''}
            onChange={(priceScheduleStart) => set({ priceScheduleStart })}
          />
        </Row>
        <Row>
          <SelectField
            label={t('stock.field.tax')}
            value={draft.taxRateId}
            options={[
              { value: '', label: t('stock.taxOfCategory') },
              ...(references?.taxRates ?? []).map(({ id, name }) => ({
                value: id as string,
                label: name,
              })),
            ]}
            onChange={(taxRateId) => set({ taxRateId })}
          />
          <SelectField
            label={t('stock.field.scheme')}
            value={draft.taxScheme}
            options={(['standard', 'margin'] as const).map((value) => ({
              value,
              label: t(`stock.scheme.${value}`),
            }))}
            onChange={(taxScheme) => set({ taxScheme })}
          />
        </Row>
      </Section>
      <Section title={t('stock.section.codes')}>
        <LineField
          {...line('sku', 60)}
          kind="code"
          hint={isNew ? t('stock.field.skuHint') : undefined}
        />
        <CodesField
          codes={draft.barcodes}
          error={error('barcodes')}
          onChange={(barcodes) => set({ barcodes })}
        />
      </Section>
      {!isService && (
        <Section title={t('stock.section.parcel')}>
          <Row>
            <LineField {...line('grams', 7)} {...money} />
            <LineField {...line('length', 7)} {...money} />
            <LineField {...line('width', 7)} {...money} />
            <LineField {...line('height', 7)} {...money} />
          </Row>
        </Section>
      )}
      <CheckField
        label={t('stock.field.withdrawn')}
        hint={t('stock.field.withdrawnHint')}
        checked={draft.withdrawn}
        onChange={(withdrawn) => set({ withdrawn })}
      />
    </>
  );
}
