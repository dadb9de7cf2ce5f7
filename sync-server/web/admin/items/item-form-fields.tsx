import { CONDITIONS } from '@second-chance/shared/documents/item.ts';
import { CheckField, ChoiceField, SelectField, TextArea, TextField } from '../parts/fields.tsx';
import { FieldRow, FormSection } from '../parts/form.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { BarcodeField } from './barcode-field.tsx';
import type { DraftProblems, ItemDraft } from './item-draft.ts';
import { useReferences } from './reference-queries.ts';
import { SchedulePreview } from './schedule-preview.tsx';

interface Props {
  readonly draft: ItemDraft;
  readonly problems: DraftProblems;
  readonly isNew: boolean;
  readonly disabled: boolean;
  readonly set: (change: Partial<ItemDraft>) => void;
}

/** Every field that a person sets on an item. */
export function ItemFormFields({ draft, problems, isNew, disabled, set }: Props) {
  const t = useText();
  const { currency } = useFormat();
  const references = useReferences();
  const error = (field: string) => {
    const problem = problems.get(field);
    return problem === undefined ? undefined : t(`admin.problem.${problem}`);
  };
  const text = (field: 'name' | 'sku' | 'brand' | 'size' | 'colour', maxLength: number) => ({
    label: t(`admin.items.field.${field}`),
    value: draft[field],
    onChange: (value: string) => set({ [field]: value }),
    error: error(field),
    maxLength,
    disabled,
  });
  const isService = draft.kind === 'service';
  return (
    <>
      <FormSection title={t('admin.items.section.thing')}>
        <TextField {...text('name', 300)} required autoFocus={isNew} />
        <FieldRow>
          <SelectField
            label={t('admin.items.field.categoryId')}
            value={draft.categoryId}
            options={[
              ...(draft.categoryId === ''
                ? [{ value: '', label: t('admin.items.chooseOne') }]
                : []),
              ...references.categories,
            ]}
            onChange={(categoryId) => set({ categoryId })}
            error={error('categoryId')}
            disabled={disabled}
            required
          />
          <SelectField
            label={t('admin.items.field.kind')}
            value={draft.kind}
            options={(['unique', 'stocked', 'service'] as const)
              // A thing with stock does not become a service, nor the other way round.
              .filter((kind) => isNew || (kind === 'service') === isService)
              .map((kind) => ({ value: kind, label: t(`admin.items.kind.${kind}`) }))}
            onChange={(kind) => set({ kind })}
            disabled={disabled}
          />
        </FieldRow>
        {isNew && draft.kind === 'stocked' && (
          <TextField
            label={t('admin.items.pieces')}
            kind="figures"
            inputMode="numeric"
            value={draft.pieces}
            onChange={(pieces) => set({ pieces })}
            error={error('pieces')}
          />
        )}
        {!isService && (
          <ChoiceField
            label={t('admin.items.condition')}
            value={draft.condition}
            options={CONDITIONS.map((value) => ({
              value,
              label: t(`admin.items.condition.${value}`),
            }))}
            onChange={(condition) => set({ condition })}
            disabled={disabled}
          />
        )}
        {!isService && (
          <TextArea
            label={t('admin.items.field.defects')}
            description={t('admin.items.defectsHint')}
            rows={2}
            maxLength={1_000}
            value={draft.defects}
            onChange={(defects) => set({ defects })}
            error={error('defects')}
            disabled={disabled}
          />
        )}
        <FieldRow>
          <TextField {...text('brand', 120)} />
          <TextField {...text('size', 60)} />
          <TextField {...text('colour', 60)} />
        </FieldRow>
        <TextArea
          label={t('admin.items.field.description')}
          rows={4}
          maxLength={5_000}
          value={draft.description}
          onChange={(description) => set({ description })}
          error={error('description')}
          disabled={disabled}
        />
      </FormSection>
      <FormSection title={t('admin.items.section.price')}>
        <FieldRow>
          <TextField
            label={t('admin.items.field.price')}
            kind="figures"
            inputMode="decimal"
            unit={currency ?? ''}
            value={draft.price}
            onChange={(price) => set({ price })}
            error={error('price')}
            disabled={disabled}
            required
          />
          <TextField
            label={t('admin.items.field.unitCost')}
            kind="figures"
            inputMode="decimal"
            unit={currency ?? ''}
            value={draft.unitCost}
            onChange={(unitCost) => set({ unitCost })}
            error={error('unitCost')}
            disabled={disabled}
          />
        </FieldRow>
        <FieldRow>
          <SelectField
            label={t('admin.items.field.priceScheduleId')}
            value={draft.priceScheduleId}
            options={[
              { value: '', label: t('admin.items.noSchedule') },
              ...references.schedules.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            onChange={(priceScheduleId) => set({ priceScheduleId })}
            disabled={disabled}
          />
          <TextField
            label={t('admin.items.field.priceScheduleStart')}
            type="date"
            value={draft.priceScheduleStart}
            onChange={(priceScheduleStart) => set({ priceScheduleStart })}
            error={error('priceScheduleStart')}
            disabled={disabled || draft.priceScheduleId === ''}
          />
        </FieldRow>
        <SchedulePreview draft={draft} schedules={references.schedules} />
        <FieldRow>
          <SelectField
            label={t('admin.items.field.taxRateId')}
            value={draft.taxRateId}
            options={[{ value: '', label: t('admin.items.taxOfCategory') }, ...references.taxRates]}
            onChange={(taxRateId) => set({ taxRateId })}
            disabled={disabled}
          />
          <SelectField
            label={t('admin.items.field.taxScheme')}
            value={draft.taxScheme}
            options={(['standard', 'margin'] as const).map((value) => ({
              value,
              label: t(`admin.items.scheme.${value}`),
            }))}
            onChange={(taxScheme) => set({ taxScheme })}
            disabled={disabled}
          />
        </FieldRow>
      </FormSection>
      <FormSection title={t('admin.items.section.codes')}>
        <FieldRow>
          <TextField
            {...text('sku', 60)}
            kind="code"
            {...(isNew && { description: t('admin.items.skuHint') })}
          />
          <TextField
            label={t('admin.items.field.listedOn')}
            type="date"
            value={draft.listedOn}
            onChange={(listedOn) => set({ listedOn })}
            error={error('listedOn')}
            disabled={disabled}
          />
        </FieldRow>
        <BarcodeField
          codes={draft.barcodes}
          error={error('barcodes')}
          disabled={disabled}
          onChange={(barcodes) => set({ barcodes })}
        />
        <CheckField
          label={t('admin.items.field.withdrawn')}
          description={t('admin.items.withdrawnHint')}
          checked={draft.withdrawn}
          onChange={(withdrawn) => set({ withdrawn })}
          disabled={disabled}
        />
      </FormSection>
    </>
  );
}
