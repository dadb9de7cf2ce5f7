import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { ChoiceField, TextField } from '../parts/fields.tsx';
import { FieldRow, Form, FormSection } from '../parts/form.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import { Readers } from './readers.tsx';

export type Settings = Awaited<ReturnType<typeof api.paymentSettings.get>>;

const FORM = 'card-settings';

/** How a store takes cards: by whom, through which account, and at which readers. */
export function SetUpSheet({
  store,
  settings,
  onClose,
}: {
  readonly store: PublicStore;
  readonly settings: Settings;
  readonly onClose: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const readOnly = !useSession().can('set_up_payments');
  const [provider, setProvider] = useState(settings.provider);
  const [capture, setCapture] = useState(settings.capture);
  const [account, setAccount] = useState(settings.account ?? '');
  const [location, setLocation] = useState(settings.location ?? '');
  const accountWrong = account !== '' && !/^acct_[A-Za-z0-9]{1,60}$/.test(account);
  const locationWrong = location !== '' && !/^tml_[A-Za-z0-9]{1,60}$/.test(location);
  const save = useMutation({
    mutationFn: () =>
      api.paymentSettings.put({
        storeId: store.id,
        provider,
        capture,
        account: account === '' ? null : account,
        location: location === '' ? null : location,
      }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['paymentSettings'] });
      void queries.invalidateQueries({ queryKey: ['cardReaders'] });
      toast({ text: t('admin.saved') });
    },
  });
  return (
    <SideSheet
      title={t('admin.cards.setUp')}
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
      {!settings.stripeReady && <p>{t('admin.cards.noKeys')}</p>}
      <Form
        id={FORM}
        onSubmit={() =>
          accountWrong || locationWrong ? undefined : save.mutateAsync().catch(() => undefined)
        }
      >
        <ChoiceField
          label={t('admin.cards.provider')}
          value={provider}
          options={[
            { value: 'simulator', label: t('admin.cards.provider.simulator') },
            ...(settings.stripeReady || settings.provider === 'stripe'
              ? [{ value: 'stripe' as const, label: t('admin.cards.provider.stripe') }]
              : []),
          ]}
          onChange={setProvider}
          disabled={readOnly}
        />
        <ChoiceField
          label={t('admin.cards.capture')}
          value={capture}
          options={[
            { value: 'automatic', label: t('admin.cards.capture.automatic') },
            { value: 'manual', label: t('admin.cards.capture.manual') },
          ]}
          onChange={setCapture}
          disabled={readOnly}
        />
        {provider === 'stripe' && (
          <FormSection title="Stripe">
            <TextField
              label={t('admin.cards.account')}
              description={t('admin.cards.accountHint')}
              kind="code"
              value={account}
              onChange={setAccount}
              disabled={readOnly}
              error={accountWrong ? t('admin.cards.accountWrong') : undefined}
            />
            <TextField
              label={t('admin.cards.location')}
              description={t('admin.cards.locationHint')}
              kind="code"
              value={location}
              onChange={setLocation}
              disabled={readOnly}
              error={locationWrong ? t('admin.cards.locationWrong') : undefined}
            />
          </FormSection>
        )}
        {save.error !== null && <FailureNote error={save.error} />}
      </Form>
      {settings.provider === 'stripe' && settings.location === null && !readOnly && (
        <NewLocation store={store} onMade={setLocation} />
      )}
      <Readers store={store} readOnly={readOnly} />
    </SideSheet>
  );
}

function NewLocation({
  store,
  onMade,
}: {
  readonly store: PublicStore;
  readonly onMade: (location: string) => void;
}) {
  const t = useText();
  const [line1, setLine1] = useState(store.addressLines[0] ?? '');
  const [postalCode, setPostalCode] = useState('');
  const [city, setCity] = useState('');
  const [country, setCountry] = useState('');
  const complete = line1 !== '' && city !== '' && postalCode !== '' && /^[A-Z]{2}$/.test(country);
  const make = useMutation({
    mutationFn: () =>
      api.paymentSettings.createLocation({ storeId: store.id, line1, city, postalCode, country }),
    onSuccess({ location }) {
      void queries.invalidateQueries({ queryKey: ['paymentSettings'] });
      onMade(location ?? '');
    },
  });
  return (
    <Form
      label={t('admin.cards.newLocation')}
      onSubmit={() => (complete ? make.mutateAsync().catch(() => undefined) : undefined)}
    >
      <FormSection title={t('admin.cards.newLocation')}>
        <TextField label={t('admin.cards.line1')} value={line1} onChange={setLine1} />
        <FieldRow>
          <TextField
            label={t('admin.cards.postalCode')}
            value={postalCode}
            onChange={setPostalCode}
          />
          <TextField label={t('admin.cards.city')} value={city} onChange={setCity} />
        </FieldRow>
        <TextField
          label={t('admin.cards.country')}
          kind="code"
          value={country}
          onChange={(text) => setCountry(text.toUpperCase())}
          maxLength={2}
          placeholder="DE"
        />
        <div>
          <Button submit busy={make.isPending} disabled={!complete}>
            {t('admin.cards.makeLocation')}
          </Button>
        </div>
        {make.error !== null && <FailureNote error={make.error} />}
      </FormSection>
    </Form>
  );
}
