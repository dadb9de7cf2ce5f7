import type { ExceptionFile } from '@second-chance/shared/contract/rest/sales.ts';
import { UNDO_MS } from '@second-chance/shared/exceptions/settling.ts';
import type { ExceptionId, SettlementId } from '@second-chance/shared/ids.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { PageLink } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { Facts } from '../parts/facts.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { newId } from '../parts/new-id.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import type { StoreNames } from '../parts/store-people.ts';
import { useToast } from '../parts/toasts.tsx';
import { useNow } from '../parts/use-timeout.ts';
import { When } from '../parts/when.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { Evidence } from './evidence.tsx';
import styles from './exception-sheet.module.css';
import { kindWords, wayKey } from './exception-words.ts';
import { SettleForm } from './settle-form.tsx';

interface Props {
  readonly id: ExceptionId;
  readonly store: PublicStore;
  readonly names: StoreNames;
  readonly onClose: () => void;
}

/** One exception: what happened, what is safe, the evidence, and what settles it. */
export function ExceptionSheet({ id, store, names, onClose }: Props) {
  const t = useText();
  const query = useQuery({
    queryKey: ['exception', id],
    queryFn: () => api.exceptions.get({ id }),
  });
  const file = query.data as ExceptionFile | undefined;
  return (
    <SideSheet
      title={file === undefined ? t('admin.place.exceptions') : t(kindWords(file.kind).name)}
      {...(file && { lead: <When at={file.raisedAt} /> })}
      onClose={onClose}
      wide
    >
      {file === undefined ? (
        query.error ? (
          <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <File file={file} store={store} names={names} />
      )}
    </SideSheet>
  );
}

function File({
  file,
  store,
  names,
}: { readonly file: ExceptionFile } & Pick<Props, 'store' | 'names'>) {
  const t = useText();
  const session = useSession();
  const words = kindWords(file.kind);
  const mayOpen = session.can('settle_exceptions') && file.settledAt === null;
  return (
    <>
      <div className={styles.story}>
        <p>{t(words.story)}</p>
        <p className={styles.soft}>{t(words.safe)}</p>
      </div>
      <Facts rows={useFacts(file, names)} />
      <Evidence file={file} currency={store.currency} />
      {file.settlements.length > 0 && <Settled file={file} />}
      {mayOpen && <SettleForm file={file} store={store} />}
      {!session.can('settle_exceptions') && file.settledAt === null && (
        <p className={styles.soft}>{t('admin.settle.notYours')}</p>
      )}
    </>
  );
}

function useFacts(file: ExceptionFile, names: StoreNames) {
  const t = useText();
  const format = useFormat();
  const { item, sale, journal, onHand, details } = file;
  const rows = [];
  if (item !== null) {
    rows.push({
      label: t('admin.exceptions.item'),
      value: (
        <PageLink to="/items" search={{ item: item.id }}>
          {item.name} ({item.sku})
        </PageLink>
      ),
    });
  }
  if (onHand !== null) {
    rows.push({ label: t('admin.exceptions.onHand'), value: format.count(onHand) });
  }
  if (sale !== null) {
    rows.push({
      label: t('admin.exceptions.sale'),
      value: <PageLink to={`/sales/${sale.id}`}>{sale.receiptNumber}</PageLink>,
    });
  }
  const returned = details.saleId;
  if (file.kind === 'return_exceeds_sale' && typeof returned === 'string') {
    rows.push({
      label: t('admin.exceptions.soldIn'),
      value: <PageLink to={`/sales/${returned}`}>{t('admin.exceptions.openSale')}</PageLink>,
    });
  }
  if (journal !== null) {
    rows.push({
      label: t('admin.exceptions.place'),
      value: (
        <PageLink to="/registers">
          {`${names.register(journal.registerId)}-${journal.epoch}, ${journal.seq}`}
        </PageLink>
      ),
    });
  }
  return rows;
}

/** How it was settled so far, the newest first; the last one can be taken back for a moment. */
function Settled({ file }: { readonly file: ExceptionFile }) {
  const t = useText();
  const format = useFormat();
  const toast = useToast();
  const session = useSession();
  const now = useNow(5_000);
  const [last] = file.settlements;
  const undo = useMutation({
    mutationFn: (undoes: SettlementId) =>
      api.exceptions.undo({ id: file.id, settlementId: newId(), undoes }),
    onSuccess: (answer) => {
      queries.setQueryData(['exception', file.id], answer);
      void queries.invalidateQueries({ queryKey: ['exceptions'] });
      toast({ text: t('admin.settle.tookBack') });
    },
  });
  const mayUndo =
    last !== undefined &&
    last.how !== 'undone' &&
    now < last.at + UNDO_MS &&
    session.can('settle_exceptions');
  return (
    <section className={styles.settled} aria-label={t('admin.settle.history')}>
      <h3 className={styles.title}>{t('admin.settle.history')}</h3>
      <ul className={styles.list}>
        {file.settlements.map(({ id, how, note, movements, at, byName }) => (
          <li key={id} className={styles.settlement}>
            <p className={styles.how}>{t(wayKey(how))}</p>
            {note !== '' && <p>{note}</p>}
            <p className={styles.soft}>
              {format.dateTime(at)} · {byName ?? '–'}
              {movements.map(
                ({ quantity }) =>
                  ` · ${t('admin.settle.moved', {
                    quantity: `${quantity > 0 ? '+' : '−'}${format.count(Math.abs(quantity))}`,
                  })}`,
              )}
            </p>
          </li>
        ))}
      </ul>
      {undo.error !== null && <FailureNote error={undo.error} />}
      {mayUndo && (
        <Button icon="undo" busy={undo.isPending} onPress={() => undo.mutate(last.id)}>
          {t('admin.settle.takeBack')}
        </Button>
      )}
    </section>
  );
}
