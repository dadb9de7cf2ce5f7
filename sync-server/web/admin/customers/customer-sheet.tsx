import type { CustomerFile } from '@second-chance/shared/contract/rest/customers.ts';
import type { CustomerId } from '@second-chance/shared/ids.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { PageLink } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { Facts } from '../parts/facts.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Form } from '../parts/form.tsx';
import { Money } from '../parts/money.tsx';
import { saveFile } from '../parts/save-rows.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useToast } from '../parts/toasts.tsx';
import { When } from '../parts/when.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { CustomerFields, type CustomerInput } from './customer-fields.tsx';
import styles from './customer-sheet.module.css';
import { EraseDialog } from './erase-dialog.tsx';
import { exportText } from './export-text.ts';

interface Props {
  readonly id: CustomerId;
  readonly store: PublicStore;
  readonly onClose: () => void;
}

/** One person: what is known, what they bought, and what the law lets them ask for. */
export function CustomerSheet({ id, store, onClose }: Props) {
  const t = useText();
  const query = useQuery({
    queryKey: ['customer', id],
    queryFn: () => api.customers.get({ id }),
  });
  const customer = query.data as CustomerFile | undefined;
  if (customer !== undefined) {
    return <Known key={customer.revision} customer={customer} store={store} onClose={onClose} />;
  }
  return (
    <SideSheet title={t('admin.place.customers')} onClose={onClose}>
      {query.error ? (
        <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading />
      )}
    </SideSheet>
  );
}

function Known({
  customer,
  store,
  onClose,
}: { readonly customer: CustomerFile } & Pick<Props, 'store' | 'onClose'>) {
  const t = useText();
  const format = useFormat();
  const toast = useToast();
  const session = useSession();
  const { id, revision, bought } = customer;
  const [value, setValue] = useState<CustomerInput>(() => inputOf(customer));
  const [erasing, setErasing] = useState(false);
  const save = useMutation({
    mutationFn: () => api.customers.update({ id, revision, ...value }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['customers'] });
      await queries.invalidateQueries({ queryKey: ['customer', id] });
      toast({ text: t('admin.saved') });
    },
  });
  const handOver = useMutation({
    mutationFn: () => api.customers.export({ id }),
    onSuccess: (all) => {
      saveFile(`customer-${id}.json`, JSON.stringify(all, null, 2), 'application/json');
      const words = exportText(all, { t, format });
      saveFile(`customer-${id}.txt`, words, 'text/plain');
      toast({ text: t('admin.customers.handedOver') });
    },
  });
  return (
    <SideSheet
      title={customer.name}
      onClose={onClose}
      foot={
        <Button
          tone="primary"
          busy={save.isPending}
          disabled={value.name === ''}
          onPress={() => save.mutate()}
        >
          {t('admin.save')}
        </Button>
      }
    >
      <Facts
        rows={[
          {
            label: t('admin.customers.bought'),
            value: (
              <>
                <Money amount={bought.gross} currency={store.currency} />{' '}
                <PageLink to="/sales" search={{ customer: id }}>
                  {t('admin.customers.records', { count: bought.records })}
                </PageLink>
              </>
            ),
          },
          {
            label: t('admin.customers.last'),
            value: bought.lastAt === null ? '–' : <When at={bought.lastAt} />,
          },
        ]}
      />
      <Form onSubmit={() => value.name !== '' && save.mutateAsync().catch(() => undefined)}>
        <CustomerFields value={value} onChange={setValue} />
      </Form>
      {save.error !== null && <FailureNote error={save.error} />}
      {session.can('erase_customers') && (
        <section className={styles.law} aria-label={t('admin.customers.law')}>
          <h3 className={styles.title}>{t('admin.customers.law')}</h3>
          <p className={styles.soft}>{t('admin.customers.lawWhat')}</p>
          <div className={styles.keys}>
            <Button icon="export" busy={handOver.isPending} onPress={() => handOver.mutate()}>
              {t('admin.customers.handOver')}
            </Button>
            <Button tone="danger" icon="trash" onPress={() => setErasing(true)}>
              {t('admin.customers.erase')}
            </Button>
          </div>
          {handOver.error !== null && <FailureNote error={handOver.error} />}
        </section>
      )}
      {erasing && (
        <EraseDialog
          customer={customer}
          onErased={() => {
            toast({ text: t('admin.customers.erased') });
            onClose();
          }}
          onCancel={() => setErasing(false)}
        />
      )}
    </SideSheet>
  );
}

function inputOf(customer: CustomerFile): CustomerInput {
  const { name, email, phone, addressLines, note, receiptChoice } = customer;
  return { name, email, phone, addressLines, note, receiptChoice };
}
