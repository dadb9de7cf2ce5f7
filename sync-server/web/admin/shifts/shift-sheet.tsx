import type { ShiftView } from '@second-chance/shared/contract/rest/reports.ts';
import type { ShiftId } from '@second-chance/shared/ids.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { PageLink } from '../frame/router.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import type { StoreNames } from '../parts/store-people.ts';
import { useText } from '../text/use-text.ts';
import styles from './shift-report.module.css';
import { ShiftReport } from './shift-report.tsx';

/** One shift with its report; it prints as a page of its own. */
export function ShiftSheet({
  id,
  store,
  names,
  onClose,
}: {
  readonly id: ShiftId;
  readonly store: PublicStore;
  readonly names: StoreNames;
  readonly onClose: () => void;
}) {
  const t = useText();
  const query = useQuery({ queryKey: ['shift', id], queryFn: () => api.shifts.get({ id }) });
  const shift = query.data as ShiftView | undefined;
  const title =
    shift === undefined
      ? t('admin.place.shifts')
      : shift.zNumber === null
        ? t('admin.shifts.xReport')
        : t('admin.shifts.zReport', { number: shift.zNumber });
  return (
    <SideSheet
      title={title}
      lead={shift && `${store.name}, ${names.register(shift.registerId)}`}
      onClose={onClose}
      wide
      foot={
        <>
          <PageLink to="/sales" search={{ shift: id }} className={styles.toSales}>
            {t('admin.shifts.toSales')}
          </PageLink>
          <Button onPress={() => window.print()}>{t('admin.shifts.print')}</Button>
        </>
      }
    >
      {shift === undefined ? (
        query.error ? (
          <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <ShiftReport shift={shift} currency={store.currency} names={names} />
      )}
    </SideSheet>
  );
}
