/** Who works here, as what, and their PINs: a PIN leaves this till as a hash alone. */
import type { StaffRow } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { StaffId } from '@second-chance/shared/ids.ts';
import { STAFF_ROLES, type StaffRole } from '@second-chance/shared/people/roles.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { callErrorOf } from '../../rpc/call-error.ts';
import { usePort, useTillState } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useText } from '../../text/use-text.ts';
import { CheckField, LineField, SelectField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import { SideSheet } from '../parts/side-sheet.tsx';
import split from '../parts/split.module.css';

export function StaffPlace() {
  const t = useText();
  const port = usePort();
  const [open, setOpen] = useState<StaffId | 'new' | null>(null);
  const { data, error } = useQuery({
    queryKey: ['stock', 'staff'],
    queryFn: () => port.store.staff({}),
  });
  const chosen = data?.find(({ id }) => id === open) ?? null;
  return (
    <div className={split.split} data-open={open === 'new' || chosen !== null || undefined}>
      <Place
        title={t('stock.staff')}
        lead={t('stock.staff.lead')}
        actions={
          <TouchKey size="small" tone="primary" onPress={() => setOpen('new')}>
            {t('stock.staff.new')}
          </TouchKey>
        }
      >
        <PlaceBody>
          {error !== null && <Failure error={callErrorOf(error)} />}
          <ul className={parts.lines}>
            {data?.map((person) => (
              <li key={person.id} className={parts.line}>
                <span className={parts.lineText}>
                  <span className={parts.lineName}>{person.displayName}</span>
                  <span className={parts.soft}>{t(`stock.role.${person.role}`)}</span>
                </span>
                {!person.active && <span className={parts.tag}>{t('stock.staff.left')}</span>}
                {person.active && !person.hasPin && (
                  <span className={parts.tag} data-tone="amber">
                    {t('stock.staff.noPin')}
                  </span>
                )}
                <TouchKey
                  size="small"
                  label={t('stock.openNamed', { name: person.displayName })}
                  onPress={() => setOpen(person.id)}
                >
                  {t('stock.open')}
                </TouchKey>
              </li>
            ))}
          </ul>
        </PlaceBody>
      </Place>
      {(open === 'new' || chosen !== null) && (
        <PersonSheet key={chosen?.id ?? 'new'} person={chosen} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

const PIN = /^[0-9]{4,8}$/;

function PersonSheet({
  person,
  onClose,
}: {
  readonly person: StaffRow | null;
  readonly onClose: () => void;
}) {
  const t = useText();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const { staff } = useTillState();
  const [name, setName] = useState(person?.displayName ?? '');
  const [role, setRole] = useState<StaffRole>(person?.role ?? 'store_employee');
  const [active, setActive] = useState(person?.active ?? true);
  const [pin, setPin] = useState('');
  const isMe = person !== null && person.id === staff?.id;
  const pinWrong = pin !== '' && !PIN.test(pin);
  const ready = name.trim() !== '' && !pinWrong;
  const save = async () => {
    if (!ready) return;
    const fields = { displayName: name.trim(), role, active };
    const saved = await call.run(() =>
      person === null
        ? port.staff.create({ fields: { ...fields, pin: pin === '' ? null : pin } })
        : port.staff.edit({ id: person.id, fields: pin === '' ? fields : { ...fields, pin } }),
    );
    if (saved === null) return;
    await queries.invalidateQueries({ queryKey: ['stock', 'staff'] });
    onClose();
  };
  return (
    <SideSheet
      title={person?.displayName ?? t('stock.staff.new')}
      onClose={onClose}
      foot={
        <TouchKey
          size="small"
          tone="primary"
          disabled={!ready || call.busy}
          onPress={() => void save()}
        >
          {t('stock.save')}
        </TouchKey>
      }
    >
      {call.error !== null && <Failure error={call.error} />}
      <LineField
        label={t('stock.staff.name')}
        value={name}
        maxLength={60}
        autoFocus
        onChange={setName}
      />
      <SelectField
        label={t('stock.staff.role')}
        value={role}
        disabled={isMe}
        options={STAFF_ROLES.map((value) => ({ value, label: t(`stock.role.${value}`) }))}
        onChange={setRole}
      />
      <LineField
        label={t(person?.hasPin === true ? 'stock.staff.newPin' : 'stock.staff.pin')}
        hint={t('stock.staff.pinHint')}
        error={pinWrong ? t('stock.staff.pinWrong') : undefined}
        kind="code"
        inputMode="numeric"
        value={pin}
        maxLength={8}
        onChange={setPin}
      />
      <CheckField
        label={t('stock.staff.active')}
        hint={t(isMe ? 'stock.staff.activeMe' : 'stock.staff.activeHint')}
        checked={active}
        disabled={isMe}
        onChange={setActive}
      />
    </SideSheet>
  );
}
