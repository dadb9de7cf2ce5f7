import { useAddress } from '../frame/router.tsx';
import { TextField } from '../parts/fields.tsx';
import { FilterBar, FilterSelect, SearchField } from '../parts/filter-chips.tsx';
import { useText } from '../text/use-text.ts';
import { AUDIT_THINGS } from './action-word.ts';
import styles from './audit.module.css';

/** By person, thing, subject and days. */
export function AuditFilters({
  people,
}: {
  readonly people: readonly { readonly value: string; readonly label: string }[];
}) {
  const t = useText();
  const [address, change] = useAddress();
  const { actor } = address;
  const known = people.some(({ value }) => value === actor) || actor === undefined;
  const options = known ? people : [...people, { value: actor, label: actor }];
  return (
    <FilterBar>
      <FilterSelect
        label={t('admin.audit.anyone')}
        options={options}
        value={actor ?? null}
        onChange={(value) => change({ actor: value ?? undefined })}
      />
      <FilterSelect
        label={t('admin.audit.anything')}
        options={AUDIT_THINGS.map((value) => ({ value, label: t(`admin.audit.thing.${value}`) }))}
        value={(address.action as (typeof AUDIT_THINGS)[number] | undefined) ?? null}
        onChange={(value) => change({ action: value ?? undefined })}
      />
      <SearchField
        label={t('admin.audit.subjectFilter')}
        value={address.subject ?? ''}
        onChange={(subject) => change({ subject })}
      />
      <span className={styles.day}>
        <TextField
          label={t('admin.audit.from')}
          type="date"
          value={address.from ?? ''}
          onChange={(from) => change({ from })}
        />
      </span>
      <span className={styles.day}>
        <TextField
          label={t('admin.audit.to')}
          type="date"
          value={address.to ?? ''}
          onChange={(to) => change({ to })}
        />
      </span>
    </FilterBar>
  );
}
