import { CURRENCY_TABLE } from '@second-chance/shared/money/currency-table.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useSession } from '../frame/session-context.tsx';
import { STORES_KEY } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { ChoiceField, SelectField, TextArea, TextField } from '../parts/fields.tsx';
import { FieldRow, Form, FormSection } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { useToast } from '../parts/toasts.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { draftOf, readDraft, type StoreDraft, type StoreView } from './store-draft.ts';

interface Props {
  /** Null: a new one. */
  readonly store: StoreView | null;
  readonly onSaved: () => void;
}

/** Everything that tills, receipts and sums of a store go by. */
export function StoreForm({ store, onSaved }: Props) {
  const t = useText();
  const { locale } = useFormat();
  const toast = useToast();
  const readOnly = !useSession().can('manage_stores');
  const [id] = useState(() => store?.id ?? newId<'Store'>());
  const [draft, setDraft] = useState(() => draftOf(store, locale));
  const [tried, setTried] = useState(false);
  const read = readDraft(draft, locale);
  const set = (change: Partial<StoreDraft>) => setDraft({ ...draft, ...change });
  const save = useMutation({
    async mutationFn() {
      if (!read.ok) return;
      const { code, ...fields } = read.fields;
      if (store === null) await api.stores.create({ id, code, ...fields });
      else await api.stores.update({ id, revision: store.revision, ...fields });
    },
    onSuccess() {
      void queries.invalidateQueries({ queryKey: STORES_KEY });
      void queries.invalidateQueries({ queryKey: ['store', id] });
      toast({ text: t('admin.saved') });
      onSaved();
    },
  });
  const text = (field: TextKeys, label: string, rest: Readonly<Record<string, unknown>> = {}) => {
    const fault = tried && !read.ok ? read.faults.get(field) : undefined;
    return {
      label,
      value: draft[field],
      onChange: (value: string) => set({ [field]: value }),
      disabled: readOnly,
      error: fault === undefined ? undefined : t(`admin.stores.fault.${fault}`),
      ...rest,
    };
  };
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        return read.ok && !readOnly ? save.mutateAsync().catch(() => undefined) : undefined;
      }}
    >
      <FormSection title={t('admin.stores.part.name')}>
        <FieldRow>
          <TextField {...text('name', t('admin.name'))} maxLength={120} />
          <TextField
            {...text('code', t('admin.stores.code'))}
            kind="code"
            description={t('admin.stores.codeHint')}
            onChange={(code) => set({ code: code.toUpperCase() })}
            disabled={readOnly || store !== null}
            maxLength={8}
          />
        </FieldRow>
        <TextArea
          {...text('address', t('admin.stores.addressLines'))}
          description={t('admin.stores.addressHint')}
          rows={4}
        />
        <TextArea
          {...text('receiptFooter', t('admin.stores.footer'))}
          description={t('admin.stores.footerHint')}
          maxLength={500}
          rows={2}
        />
      </FormSection>
      <FormSection title={t('admin.stores.part.place')}>
        <FieldRow>
          <SelectField
            {...text('currency', t('admin.stores.currency'))}
            description={t('admin.stores.currencyHint')}
            options={CURRENCIES}
          />
          <TextField
            {...text('locale', t('admin.stores.locale'))}
            description={t('admin.stores.localeHint')}
            kind="code"
            maxLength={35}
          />
        </FieldRow>
        <FieldRow>
          <SelectField
            {...text('timeZone', t('admin.stores.timeZone'))}
            options={timeZones(draft.timeZone)}
          />
          <TextField
            {...text('dayStartsAt', t('admin.stores.dayStartsAt'))}
            description={t('admin.stores.dayStartsAtHint')}
            type="time"
          />
        </FieldRow>
      </FormSection>
      <FormSection title={t('admin.stores.part.tax')}>
        <ChoiceField
          label={t('admin.stores.prices')}
          value={draft.pricesIncludeTax ? 'include' : 'exclude'}
          options={[
            { value: 'include', label: t('admin.stores.pricesInclude') },
            { value: 'exclude', label: t('admin.stores.pricesExclude') },
          ]}
          onChange={(value) => set({ pricesIncludeTax: value === 'include' })}
          disabled={readOnly}
        />
        <ChoiceField
          label={t('admin.stores.rounding')}
          value={draft.taxRounding}
          options={[
            { value: 'per_line', label: t('admin.stores.perLine') },
            { value: 'per_rate', label: t('admin.stores.perRate') },
          ]}
          onChange={(taxRounding) => set({ taxRounding })}
          disabled={readOnly}
        />
      </FormSection>
      <FormSection title={t('admin.stores.part.counter')}>
        <FieldRow>
          <TextField
            {...text('cashIncrement', t('admin.stores.cashIncrement'))}
            description={t('admin.stores.cashIncrementHint')}
            kind="figures"
            unit={draft.currency}
            maxLength={12}
          />
          <TextField
            {...text('employeeDiscountLimit', t('admin.stores.discountLimit'))}
            description={t('admin.stores.discountLimitHint')}
            kind="figures"
            unit="%"
            maxLength={8}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            {...text('returnDays', t('admin.stores.returnDays'))}
            description={t('admin.stores.returnDaysHint')}
            kind="figures"
            inputMode="numeric"
            maxLength={4}
          />
          <TextField
            {...text('cashNotes', t('admin.stores.cashNotes'))}
            description={t('admin.stores.cashNotesHint')}
            maxLength={200}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            {...text('offlineCreditLimit', t('admin.stores.offlineCredit'))}
            description={t('admin.stores.offlineCreditHint')}
            kind="figures"
            unit={draft.currency}
            maxLength={12}
          />
          <TextField
            {...text('autoLockMinutes', t('admin.stores.autoLock'))}
            description={t('admin.stores.autoLockHint')}
            kind="figures"
            inputMode="numeric"
            maxLength={3}
          />
        </FieldRow>
        <TextField
          {...text('embeddedCodes', t('admin.stores.embedded'))}
          description={t('admin.stores.embeddedHint')}
          maxLength={200}
        />
      </FormSection>
      {tried && !read.ok && <p role="alert">{t('admin.formFaults')}</p>}
      {save.error !== null && <FailureNote error={save.error} />}
      {!readOnly && (
        <div>
          <Button submit tone="primary" busy={save.isPending}>
            {t(store === null ? 'admin.stores.add' : 'admin.save')}
          </Button>
        </div>
      )}
    </Form>
  );
}

type TextKeys = {
  [Key in keyof StoreDraft]: StoreDraft[Key] extends boolean ? never : Key;
}[keyof StoreDraft];

const CURRENCIES = Object.keys(CURRENCY_TABLE).map((value) => ({ value, label: value }));

/** What the browser knows, and the store's own whatever that is. */
function timeZones(own: string) {
  const all = new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [...all].toSorted().map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
