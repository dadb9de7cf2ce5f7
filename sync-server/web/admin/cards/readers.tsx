import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { ChoiceField, TextField } from '../parts/fields.tsx';
import { Form, FormSection } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { Tag } from '../parts/tag.tsx';
import { useText } from '../text/use-text.ts';
import styles from './cards.module.css';

type Reader = Awaited<ReturnType<typeof api.cardReaders.list>>['rows'][number];

/** The readers of a store: how each is driven, and taking one in or out of use. */
export function Readers({
  store,
  readOnly,
}: {
  readonly store: PublicStore;
  readonly readOnly: boolean;
}) {
  const t = useText();
  const query = useQuery({
    queryKey: ['cardReaders', store.id],
    queryFn: () => api.cardReaders.list({ storeId: store.id }),
  });
  const rows = query.data?.rows ?? [];
  return (
    <section className={styles.section} aria-labelledby="card-readers">
      <div>
        <h3 id="card-readers">{t('admin.cards.readers')}</h3>
        <p className={styles.soft}>{t('admin.cards.readersLead')}</p>
      </div>
      {query.error !== null && <FailureNote error={query.error} />}
      {query.data !== undefined && rows.length === 0 && <p>{t('admin.cards.readersEmpty')}</p>}
      {rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((reader) => (
            <ReaderRow key={reader.id} reader={reader} store={store} readOnly={readOnly} />
          ))}
        </ul>
      )}
      {!readOnly && <NewReader store={store} />}
    </section>
  );
}

function ReaderRow({
  reader,
  store,
  readOnly,
}: {
  readonly reader: Reader;
  readonly store: PublicStore;
  readonly readOnly: boolean;
}) {
  const t = useText();
  const { id, label, way, online } = reader;
  const other = way === 'server' ? 'browser' : 'server';
  const switchWay = useMutation({
    mutationFn: () => api.cardReaders.change({ id, storeId: store.id, label, way: other }),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => api.cardReaders.remove({ id, storeId: store.id }),
    onSettled: refresh,
  });
  const error = switchWay.error ?? remove.error;
  return (
    <li className={styles.row}>
      <span className={styles.grow}>
        <span className={styles.strong}>{label}</span>
        <span className={styles.soft}>{t(`admin.cards.way.${way}`)}</span>
      </span>
      <Tag tone={online ? 'good' : 'waiting'}>
        {t(online ? 'admin.cards.reached' : 'admin.cards.notReached')}
      </Tag>
      {!readOnly && (
        <>
          <Button busy={switchWay.isPending} onPress={() => switchWay.mutate()}>
            {t(`admin.cards.drive.${other}`)}
          </Button>
          <Button
            icon="trash"
            label={t('admin.cards.removeReader', { reader: label })}
            busy={remove.isPending}
            onPress={() => remove.mutate()}
          />
        </>
      )}
      {error !== null && <FailureNote error={error} />}
    </li>
  );
}

function NewReader({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const [id, setId] = useState(() => newId());
  const [label, setLabel] = useState('');
  const [registrationCode, setCode] = useState('');
  const [way, setWay] = useState<Reader['way']>('server');
  const [tried, setTried] = useState(false);
  const complete = label.trim() !== '' && registrationCode.trim() !== '';
  const add = useMutation({
    mutationFn: () =>
      api.cardReaders.add({
        id: id as Reader['id'],
        storeId: store.id,
        label: label.trim(),
        way,
        registrationCode: registrationCode.trim(),
      }),
    onSuccess() {
      refresh();
      setId(newId());
      setLabel('');
      setCode('');
      setTried(false);
    },
  });
  return (
    <Form
      label={t('admin.cards.addReader')}
      onSubmit={() => {
        setTried(true);
        return complete ? add.mutateAsync().catch(() => undefined) : undefined;
      }}
    >
      <FormSection title={t('admin.cards.addReader')}>
        <TextField
          label={t('admin.name')}
          description={t('admin.cards.readerHint')}
          value={label}
          onChange={setLabel}
          maxLength={120}
          error={tried && label.trim() === '' ? t('admin.required') : undefined}
        />
        <TextField
          label={t('admin.cards.registrationCode')}
          description={t('admin.cards.registrationHint')}
          kind="code"
          value={registrationCode}
          onChange={setCode}
          maxLength={100}
          error={tried && registrationCode.trim() === '' ? t('admin.required') : undefined}
        />
        <ChoiceField
          label={t('admin.cards.way')}
          value={way}
          options={[
            { value: 'server', label: t('admin.cards.way.server') },
            { value: 'browser', label: t('admin.cards.way.browser') },
          ]}
          onChange={setWay}
        />
        <div>
          <Button submit busy={add.isPending}>
            {t('admin.cards.addReader')}
          </Button>
        </div>
        {add.error !== null && <FailureNote error={add.error} />}
      </FormSection>
    </Form>
  );
}

function refresh(): void {
  void queries.invalidateQueries({ queryKey: ['cardReaders'] });
}
