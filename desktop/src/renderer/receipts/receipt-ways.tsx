import { emailSchema } from '@second-chance/shared/contract/receipt-mail.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { savePdf } from '../frame/save-pdf.ts';
import { callErrorOf } from '../rpc/call-error.ts';
import formStyles from '../sell/forms.module.css';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import styles from './receipt-ways.module.css';

type Way = 'mail' | 'code';

/** A receipt by mail, by a code to scan or as a file; and what its customer likes best. */
export function ReceiptWays({ saleId }: { readonly saleId: SaleId }) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const [way, setWay] = useState<Way | null>(null);
  const ways = useQuery({
    queryKey: ['receipt-ways', saleId],
    queryFn: () => port.devices.receiptWays({ saleId }),
  });
  const customer = ways.data?.customer ?? null;
  const toggle = (wanted: Way) => setWay(way === wanted ? null : wanted);
  const pdf = async () => {
    const file = await call.run(() => port.devices.receiptPdf({ saleId }));
    if (file !== null) savePdf(file);
  };
  return (
    <section className={formStyles.stack} aria-label={t('receipt.ways')}>
      <div className={formStyles.row}>
        <TouchKey pressed={way === 'mail'} onPress={() => toggle('mail')}>
          {t('receipt.mail')}
        </TouchKey>
        <TouchKey pressed={way === 'code'} onPress={() => toggle('code')}>
          {t('receipt.code')}
        </TouchKey>
        <TouchKey disabled={call.busy} onPress={() => void pdf()}>
          {t('receipt.pdf')}
        </TouchKey>
      </div>
      {call.error !== null && <Failure error={call.error} />}
      {ways.isError && <Failure error={callErrorOf(ways.error)} />}
      {way === 'mail' && ways.isSuccess && (
        <MailForm saleId={saleId} known={customer?.email ?? ''} />
      )}
      {way === 'code' && ways.isSuccess && (
        <figure className={styles.code}>
          <img src={ways.data.code} alt={t('receipt.code.alt')} />
          <figcaption className={formStyles.lead}>{t('receipt.code.lead')}</figcaption>
        </figure>
      )}
      {customer !== null && (
        <Choice
          label={t('receipt.choice', { name: customer.name })}
          value={customer.receiptChoice}
          options={CHOICES.map((value) => ({ value, label: t(`receipt.choice.${value}`) }))}
          onChange={(choice) =>
            void call
              .run(() => port.devices.rememberChoice({ saleId, choice }))
              .then(() => ways.refetch())
          }
        />
      )}
    </section>
  );
}

const CHOICES = ['print', 'email', 'none'] as const;

function MailForm({ saleId, known }: { readonly saleId: SaleId; readonly known: string }) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const [email, setEmail] = useState(known);
  const [sent, setSent] = useState<string | null>(null);
  const [bad, setBad] = useState(false);
  const send = () => {
    const wanted = emailSchema.safeParse(email.trim());
    setBad(!wanted.success);
    setSent(null);
    if (!wanted.success) return;
    void call
      .run(() => port.devices.mailReceipt({ saleId, email: wanted.data }))
      .then((job) => job !== null && setSent(wanted.data));
  };
  return (
    <>
      {call.error !== null && <Failure error={call.error} />}
      <div className={formStyles.row}>
        <div className={formStyles.grow}>
          <TextField
            label={t('receipt.mail.address')}
            value={email}
            onChange={setEmail}
            maxLength={254}
            autoFocus
            error={bad ? t('receipt.mail.bad') : undefined}
            onKeyDown={(event) => event.key === 'Enter' && send()}
          />
        </div>
        <TouchKey disabled={call.busy} onPress={send}>
          {t('receipt.mail.send')}
        </TouchKey>
      </div>
      <p role="status">{sent !== null && t('receipt.mail.sent', { email: sent })}</p>
    </>
  );
}
