import type { StoreId } from '@second-chance/shared/ids.ts';
import { STAFF_ROLES, type StaffRole } from '@second-chance/shared/people/roles.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useSession } from '../frame/session-context.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { ChoiceField, TextField } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { newId } from '../parts/new-id.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import type { Person } from '../parts/store-people.ts';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import styles from './employee-sheet.module.css';
import { RoleRights } from './role-rights.tsx';

const PIN = /^[0-9]{4,8}$/;

/** Adds a person or changes one: name, role, PIN, and whether they may sign in at all. */
export function EmployeeSheet({
  person,
  storeId,
  onClose,
}: {
  /** Null: a new one. */
  readonly person: Person | null;
  readonly storeId: StoreId;
  readonly onClose: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const session = useSession();
  const [id] = useState(() => newId<'Staff'>());
  const [name, setName] = useState(person?.displayName ?? '');
  const [role, setRole] = useState<StaffRole>((person?.role as StaffRole) ?? 'store_employee');
  const [pin, setPin] = useState('');
  const [disabling, setDisabling] = useState(false);
  // The store's admins are the platform admin's to make and change.
  const mayEdit = session.can(
    person?.role === 'store_admin' ? 'manage_store_admins' : 'manage_staff',
  );
  const refresh = () => queries.invalidateQueries({ queryKey: ['staff', storeId] });
  const done = (text: string) => async () => {
    await refresh();
    toast({ text });
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const withPin = pin === '' ? {} : { pin };
      return person === null
        ? api.staff.create({ id, storeId, displayName: name.trim(), role, ...withPin })
        : api.staff.update({
            id: person.id,
            revision: person.revision,
            displayName: name.trim(),
            role,
            ...withPin,
          });
    },
    onSuccess: done(t('admin.saved')),
  });
  const setActive = useMutation({
    mutationFn: (active: boolean) =>
      person === null
        ? Promise.reject(new Error('nobody is there yet'))
        : api.staff.update({ id: person.id, revision: person.revision, active }),
    async onSuccess({ id: changed, revision }, active) {
      await refresh();
      const undo = () => api.staff.update({ id: changed, revision, active: !active }).then(refresh);
      toast({ text: t('admin.saved'), undo });
      onClose();
    },
  });
  const pinWrong = pin !== '' && !PIN.test(pin);
  const ready = name.trim() !== '' && !pinWrong;
  return (
    <SideSheet
      title={person === null ? t('admin.employees.add') : person.displayName}
      onClose={onClose}
      foot={
        mayEdit && (
          <>
            {person?.active === true && (
              <Button tone="danger" onPress={() => setDisabling(true)}>
                {t('admin.employees.disable')}
              </Button>
            )}
            {person?.active === false && (
              <Button busy={setActive.isPending} onPress={() => setActive.mutate(true)}>
                {t('admin.employees.enable')}
              </Button>
            )}
            <Button
              tone="primary"
              busy={save.isPending}
              disabled={!ready}
              onPress={() => save.mutate()}
            >
              {t('admin.save')}
            </Button>
          </>
        )
      }
    >
      {!mayEdit && <p>{t('admin.employees.notYours')}</p>}
      <Form onSubmit={() => ready && mayEdit && save.mutateAsync().catch(() => undefined)}>
        <TextField
          label={t('admin.employees.nameAtTill')}
          value={name}
          onChange={setName}
          maxLength={60}
          disabled={!mayEdit}
          required
          autoFocus
        />
        <ChoiceField
          label={t('admin.employees.role')}
          value={role}
          options={STAFF_ROLES.filter(
            (each) =>
              each === role || each === 'store_employee' || session.can('manage_store_admins'),
          ).map((each) => ({ value: each, label: t(`admin.role.${each}`) }))}
          onChange={setRole}
          disabled={!mayEdit}
        />
        <TextField
          label={t(person?.hasPin ? 'admin.employees.newPin' : 'admin.employees.setPin')}
          description={t('admin.employees.pinHow')}
          value={pin}
          onChange={(value) => setPin(value.replace(/\D/g, '').slice(0, 8))}
          type="password"
          kind="code"
          inputMode="numeric"
          autoComplete="new-password"
          disabled={!mayEdit}
          error={pinWrong ? t('admin.employees.pinWrong') : undefined}
        />
      </Form>
      {save.error !== null && <FailureNote error={save.error} />}
      {setActive.error !== null && !disabling && <FailureNote error={setActive.error} />}
      <section className={styles.rights} aria-label={t('admin.employees.rights')}>
        <h3 className={styles.title}>{t('admin.employees.rights')}</h3>
        <RoleRights role={role} />
      </section>
      {disabling && (
        <ConfirmDialog
          title={t('admin.employees.disableTitle', { name: person?.displayName ?? '' })}
          confirmLabel={t('admin.employees.disable')}
          tone="danger"
          busy={setActive.isPending}
          error={setActive.error}
          onConfirm={() => setActive.mutate(false)}
          onCancel={() => setDisabling(false)}
        >
          <p>{t('admin.employees.disableWhat')}</p>
        </ConfirmDialog>
      )}
    </SideSheet>
  );
}
