import { markdownOn, priceAfterMarkdown } from '@second-chance/shared/catalogue/markdown.ts';
import type { PriceScheduleDocument } from '@second-chance/shared/documents/reference-data.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { Money } from '../parts/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import type { ItemDraft } from './item-draft.ts';
import styles from './schedule-preview.module.css';

/** What the ladder makes of the price, step by step, by the rule that tills use. */
export function SchedulePreview({
  draft,
  schedules,
}: {
  readonly draft: ItemDraft;
  readonly schedules: readonly PriceScheduleDocument[];
}) {
  const t = useText();
  const { currency, parseAmount, day, percent } = useFormat();
  const schedule = schedules.find(({ id }) => id === draft.priceScheduleId);
  const price = parseAmount(draft.price, currency ?? '');
  const start = (draft.priceScheduleStart || draft.listedOn) as BusinessDay;
  if (schedule === undefined || price === null || price < 0 || start === '') return null;
  const steps = schedule.phases.flatMap(({ afterDays }) => {
    const from = addDays(start, afterDays);
    const markdown = markdownOn({ schedule, start, day: from });
    return markdown === null || markdown.since !== from ? [] : [markdown];
  });
  return (
    <ol className={styles.steps} aria-label={t('admin.items.schedulePreview')}>
      <li className={styles.step}>
        <span>{t('admin.items.fromDay', { day: day(start) })}</span>
        <span>
          <Money amount={price} currency={currency ?? ''} />
        </span>
      </li>
      {steps.map(({ since, basisPoints }) => (
        <li key={since} className={styles.step}>
          <span>
            {t('admin.items.fromDay', { day: day(since) })}{' '}
            <span className={styles.soft}>−{percent(basisPoints)}</span>
          </span>
          <span>
            <Money
              amount={priceAfterMarkdown(minorUnits(price), basisPoints)}
              currency={currency ?? ''}
            />
          </span>
        </li>
      ))}
    </ol>
  );
}
