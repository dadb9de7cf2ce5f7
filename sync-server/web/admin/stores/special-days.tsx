import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/fields.tsx';
import { FormSection } from '../parts/form.tsx';
import { useText } from '../text/use-text.ts';
import { readHours } from './hours.ts';
import type { SpecialDayDraft } from './special-day-draft.ts';
import styles from './special-days.module.css';

const DAYS_MAX = 60;

interface Props {
  readonly days: readonly SpecialDayDraft[];
  readonly disabled: boolean;
  /** Shows what is wrong. */
  readonly tried: boolean;
  readonly onChange: (days: readonly SpecialDayDraft[]) => void;
}

/** Days that are unlike others of their weekday: holidays, sales, half days. */
export function SpecialDays({ days, disabled, tried, onChange }: Props) {
  const t = useText();
  const set = (key: number, change: Partial<SpecialDayDraft>) =>
    onChange(days.map((each) => (each.key === key ? { ...each, ...change } : each)));
  return (
    <FormSection title={t('admin.profile.special')}>
      <p>{t('admin.profile.specialHint')}</p>
      {days.map(({ key, day, hours, note }, place) => {
        const twice = days.some((other, at) => at < place && other.day === day);
        return (
          <div key={key} className={styles.day}>
            <TextField
              label={t('admin.profile.day')}
              type="date"
              value={day}
              onChange={(value) => set(key, { day: value })}
              disabled={disabled}
              error={
                tried && (day === '' || twice)
                  ? t(twice ? 'admin.profile.dayTwice' : 'admin.required')
                  : undefined
              }
            />
            <TextField
              label={t('admin.profile.dayHours')}
              value={hours}
              onChange={(value) => set(key, { hours: value })}
              disabled={disabled}
              placeholder={t('admin.profile.closedDay')}
              maxLength={80}
              error={tried && readHours(hours) === null ? t('admin.profile.hoursWrong') : undefined}
            />
            <TextField
              label={t('admin.profile.dayNote')}
              value={note}
              onChange={(value) => set(key, { note: value })}
              disabled={disabled}
              maxLength={120}
            />
            {!disabled && (
              <Button
                tone="quiet"
                icon="trash"
                label={t('admin.profile.dayRemove', { place: place + 1 })}
                onPress={() => onChange(days.filter((each) => each.key !== key))}
              />
            )}
          </div>
        );
      })}
      {!disabled && days.length < DAYS_MAX && (
        <div>
          <Button
            icon="plus"
            onPress={() => {
              const key = Math.max(-1, ...days.map((each) => each.key)) + 1;
              onChange([...days, { key, day: '', hours: '', note: '' }]);
            }}
          >
            {t('admin.profile.dayAdd')}
          </Button>
        </div>
      )}
    </FormSection>
  );
}
