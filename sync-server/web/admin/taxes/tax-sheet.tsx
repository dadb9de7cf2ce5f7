import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextField } from '../parts/fields.tsx';
import { FieldRow, Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useToast } from '../parts/toasts.tsx';
import { parsePercent, percentText } from '../text/parse-percent.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import type { TaxRate } from './taxes-page.tsx';

interface Props {
  readonly store: PublicStore;
  /** Null: a new one. */
  readonly rate: TaxRate | null;
  readonly today: string;
  readonly onClose: () => void;
}

interface Step {
  readonly key: string;
  readonly day: string;
  readonly percent: string;
}

const FORM = 'tax-rate';

/** A tax rate: what it is called, and from which day it is how high. */
export function TaxSheet({ store, rate, today, onClose }: Props) {
  const t = useText();
  const format = useFormat();
  const toast = useToast();
  const { can } = useSession();
  const readOnly = !can('manage_taxes');
  const [id] = useState(() => rate?.id ?? (newId() as TaxRate['id']));
  const [name, setName] = useState(rate?.name ?? '');
  const [steps, setSteps] = useState<readonly Step[]>(() =>
    (rate?.rates ?? [{ validFrom: '2000-01-01', basisPoints: null }]).map((each) => ({
      key: newId(),
      day: each.validFrom,
      percent: each.basisPoints === null ? '' : percentText(each.basisPoints, format.locale),
    })),
  );
  const [tried, setTried] = useState(false);
  const set = (key: string, change: Partial<Step>) =>
    setSteps(steps.map((step) => (step.key === key ? { ...step, ...change } : step)));
  const faultOf = ({ day, percent, key }: Step) => ({
    day:
      day === '' || steps.some((other) => other.key !== key && other.day === day)
        ? t('admin.taxes.dayWrong')
        : undefined,
    percent: parsePercent(percent) === null ? t('admin.percentWrong') : undefined,
  });
  const complete =
    name !== '' && steps.every((step) => Object.values(faultOf(step)).every((each) => !each));
  const save = useMutation({
    mutationFn: () =>
      api.taxRates.put({
        id,
        storeId: store.id,
        name,
        rates: steps
          .toSorted((left, right) => (left.day < right.day ? -1 : 1))
          .map(({ day, percent }) => ({
            validFrom: day as BusinessDay,
            basisPoints: parsePercent(percent) ?? (0 as never),
          })),
      }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['taxRates'] });
      toast({ text: t('admin.saved') });
      onClose();
    },
  });
  return (
    <SideSheet
      title={rate?.name ?? t('admin.taxes.add')}
      lead={store.name}
      onClose={onClose}
      foot={
        !readOnly && (
          <Button submit form={FORM} tone="primary" busy={save.isPending}>
            {t('admin.save')}
          </Button>
        )
      }
    >
      <p>{t('admin.taxes.lead')}</p>
      <Form
        id={FORM}
        onSubmit={() => {
          setTried(true);
          return complete ? save.mutateAsync().catch(() => undefined) : undefined;
        }}
      >
        <TextField
          label={t('admin.name')}
          description={t('admin.taxes.nameHint')}
          autoFocus={rate === null}
          value={name}
          onChange={setName}
          maxLength={60}
          disabled={readOnly}
          error={tried && name === '' ? t('admin.required') : undefined}
        />
        {steps.map((step) => (
          <FieldRow key={step.key}>
            <TextField
              label={t('admin.taxes.rate')}
              kind="figures"
              inputMode="decimal"
              unit="%"
              value={step.percent}
              onChange={(percent) => set(step.key, { percent })}
              maxLength={10}
              disabled={readOnly}
              error={tried ? faultOf(step).percent : undefined}
            />
            <TextField
              label={t('admin.taxes.validFrom')}
              type="date"
              value={step.day}
              onChange={(day) => set(step.key, { day })}
              disabled={readOnly}
              error={tried ? faultOf(step).day : undefined}
            />
            {steps.length > 1 && !readOnly && (
              <Button
                icon="trash"
                label={t('admin.remove')}
                onPress={() => setSteps(steps.filter(({ key }) => key !== step.key))}
              />
            )}
          </FieldRow>
        ))}
        {!readOnly && (
          <div>
            <Button
              icon="plus"
              onPress={() => setSteps([...steps, { key: newId(), day: today, percent: '' }])}
            >
              {t('admin.taxes.addStep')}
            </Button>
          </div>
        )}
        {save.error !== null && <FailureNote error={save.error} />}
      </Form>
    </SideSheet>
  );
}
