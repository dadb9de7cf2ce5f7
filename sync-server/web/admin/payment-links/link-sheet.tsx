import { LANGUAGES, type Language, languageOf } from '@second-chance/shared/text/messages.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { GiveBack } from '../cards/give-back.tsx';
import { useSession } from '../frame/session-context.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { Form, FormSection } from '../parts/form.tsx';
import { Money } from '../parts/money.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import { Tag } from '../parts/tag.tsx';
import { useToast } from '../parts/toasts.tsx';
import { When } from '../parts/when.tsx';
import { LANGUAGE_NAMES } from '../text/language-names.ts';
import { i18n } from '../text/set-up-text.ts';
import { useText } from '../text/use-text.ts';
import { type PaymentLink, TONES } from './payment-links-page.tsx';

/** One link: how it stands, its address, and what can still be done with it. */
export function LinkSheet({
  link,
  onClose,
}: {
  readonly link: PaymentLink;
  readonly onClose: () => void;
}) {
  const t = useText();
  const { can } = useSession();
  const mayAct = can('take_payments_online');
  const { amount, currency, refunded, card, paymentId } = link;
  const left = amount - refunded;
  return (
    <SideSheet
      title={link.words}
      lead={<Tag tone={TONES[link.state]}>{t(`admin.links.state.${link.state}`)}</Tag>}
      onClose={onClose}
    >
      {link.simulated && <Tag tone="waiting">{t('admin.cards.simulated')}</Tag>}
      <Facts
        rows={[
          {
            label: t('admin.links.amount'),
            value: <Money amount={amount} currency={currency} />,
          },
          { label: t('admin.links.purpose'), value: t(`admin.links.purpose.${link.purpose}`) },
          { label: t('admin.links.made'), value: <When at={link.createdAt} /> },
          { label: t('admin.links.until'), value: <When at={link.expiresAt} /> },
          ...(link.sentAt === null
            ? []
            : [{ label: t('admin.links.sent'), value: <When at={link.sentAt} /> }]),
          ...(card === null
            ? []
            : [
                {
                  label: t('admin.cards.card'),
                  value: [card.brand, card.lastFour].filter(Boolean).join(' … '),
                },
              ]),
          ...(refunded === 0
            ? []
            : [
                {
                  label: t('admin.cards.refunded'),
                  value: <Money amount={refunded} currency={currency} />,
                },
              ]),
        ]}
      />
      {link.state === 'open' && mayAct && <Passing link={link} />}
      {link.state === 'paid' && <p>{t('admin.links.paidTodo')}</p>}
      {link.state === 'paid' && mayAct && paymentId !== null && left > 0 && (
        <GiveBack payment={{ id: paymentId, storeId: link.storeId, left, currency }} />
      )}
      {link.state === 'open' && mayAct && <TakeBack link={link} />}
    </SideSheet>
  );
}

function Passing({ link }: { readonly link: PaymentLink }) {
  const t = useText();
  const toast = useToast();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [language, setLanguage] = useState<Language>(languageOf(i18n.language));
  const [tried, setTried] = useState(false);
  const wrong = !/^\S+@\S+\.\S+$/.test(email);
  const send = useMutation({
    mutationFn: () =>
      api.paymentLinks.send({ id: link.id, storeId: link.storeId, email, name, language }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['paymentLinks'] });
      toast({ text: t('admin.links.sentTo', { email }) });
    },
  });
  return (
    <>
      <FormSection title={t('admin.links.address')}>
        <TextField
          label={t('admin.links.addressHint')}
          kind="code"
          value={link.url}
          onChange={() => undefined}
        />
        <div>
          <Button
            onPress={() =>
              void navigator.clipboard
                .writeText(link.url)
                .then(() => toast({ text: t('admin.links.copied') }))
            }
          >
            {t('admin.links.copy')}
          </Button>
        </div>
      </FormSection>
      <Form
        label={t('admin.links.mail')}
        onSubmit={() => {
          setTried(true);
          return wrong ? undefined : send.mutateAsync().catch(() => undefined);
        }}
      >
        <FormSection title={t('admin.links.mail')}>
          <TextField
            label={t('admin.links.email')}
            description={t('admin.links.emailHint')}
            type="email"
            value={email}
            onChange={setEmail}
            maxLength={200}
            error={tried && wrong ? t('admin.emailWrong') : undefined}
          />
          <TextField label={t('admin.name')} value={name} onChange={setName} maxLength={120} />
          <SelectField
            label={t('admin.admins.language')}
            value={language}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChange={setLanguage}
          />
          <div>
            <Button submit tone="primary" busy={send.isPending}>
              {t('admin.links.send')}
            </Button>
          </div>
          {send.error !== null && <FailureNote error={send.error} />}
        </FormSection>
      </Form>
    </>
  );
}

function TakeBack({ link }: { readonly link: PaymentLink }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => api.paymentLinks.cancel({ id: link.id, storeId: link.storeId }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['paymentLinks'] });
      setAsking(false);
    },
  });
  return (
    <div>
      <Button tone="danger" onPress={() => setAsking(true)}>
        {t('admin.links.cancel')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('admin.links.cancelAsk')}
          confirmLabel={t('admin.links.cancel')}
          tone="danger"
          busy={cancel.isPending}
          error={cancel.error}
          onConfirm={() => cancel.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t('admin.links.cancelLead')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
