import type { CustomerId } from '@second-chance/shared/ids.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import formStyles from '../sell/forms.module.css';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';

interface Props {
  /** What was searched for; likely the name. */
  readonly name: string;
  readonly onBack: () => void;
  readonly onMade: (customerId: CustomerId) => void;
}

/** The least that a shop asks of somebody; all of it stays in the customer, none in the journal. */
export function NewCustomer(props: Props) {
  const t = useText();
  const port = usePort();
  const call = useGuardedCall();
  const [name, setName] = useState(props.name);
  const [phone, setPhone] = useState('');
  const [email, setEmail] = useState('');
  const [certificate, setCertificate] = useState('');
  const [checked, setChecked] = useState(false);
  const noName = name.trim() === '';
  const submit = () => {
    setChecked(true);
    if (noName || call.busy) return;
    const fields = {
      name: name.trim(),
      email: email.trim(),
      phone: phone.trim(),
      addressLines: [],
      note: '',
      locale: null,
      receiptChoice: null,
      taxExemption:
        certificate.trim() === '' ? null : { certificate: certificate.trim(), validUntil: null },
    };
    void call
      .run((approval) => port.customers.create({ fields, approval }))
      .then((made) => made !== null && props.onMade(made.id));
  };
  const enter = (event: { readonly key: string }) => event.key === 'Enter' && submit();
  return (
    <Sheet
      title={t('customer.new')}
      closeLabel={t('app.back')}
      onClose={props.onBack}
      foot={
        <TouchKey tone="primary" wide hint="Enter" disabled={call.busy} onPress={submit}>
          {t('customer.save')}
        </TouchKey>
      }
    >
      <div className={formStyles.column}>
        <TextField
          autoFocus
          label={t('customer.name')}
          maxLength={200}
          value={name}
          onChange={setName}
          error={checked && noName ? t('customer.nameNeeded') : undefined}
          onKeyDown={enter}
        />
        <TextField
          label={t('customer.phone')}
          maxLength={60}
          value={phone}
          onChange={setPhone}
          onKeyDown={enter}
        />
        <TextField
          label={t('customer.email')}
          maxLength={254}
          value={email}
          onChange={setEmail}
          onKeyDown={enter}
        />
        <TextField
          label={t('customer.certificate')}
          description={t('customer.certificateHint')}
          maxLength={120}
          value={certificate}
          onChange={setCertificate}
          onKeyDown={enter}
        />
        {call.error !== null && <Failure error={call.error} />}
      </div>
    </Sheet>
  );
}
