import { decide, RIGHTS } from '@second-chance/shared/people/rights.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallError } from '../rpc/call-error.ts';
import type { ApprovalRequest } from '../sell/panel.ts';
import { PeopleTiles, type Person } from '../sign-in/people-tiles.tsx';
import { PinPad } from '../sign-in/pin-pad.tsx';
import { usePort } from '../state/till-context.tsx';
import { type TextKey, useText } from '../text/use-text.ts';
import styles from './approval-sheet.module.css';

/** A manager vouches with their PIN; what was asked for then goes on by itself. */
export function ApprovalSheet({ request }: { readonly request: ApprovalRequest }) {
  const t = useText();
  const port = usePort();
  const [chosen, setChosen] = useState<Person | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [busy, setBusy] = useState(false);
  const people = useQuery({ queryKey: ['people'], queryFn: () => port.people.list({}) });
  const right = RIGHTS.find((known) => known === request.right);
  const able = (people.data ?? []).filter(
    ({ role }) => right === undefined || decide({ role, right }) === 'yes',
  );
  const person = chosen ?? (able.length === 1 ? (able[0] ?? null) : null);

  const vouch = async (staffId: Person['id'], pin: string) => {
    setBusy(true);
    setError(await request.vouch({ staffId, pin }));
    setBusy(false);
  };
  return (
    <Sheet title={t('approval.title')} closeLabel={t('app.cancel')} onClose={request.cancel}>
      <div className={styles.layout}>
        <div className={styles.who}>
          <p className={styles.what}>{t(RIGHT_TEXTS[request.right] ?? 'approval.right.other')}</p>
          <p className={styles.named}>{t('approval.named')}</p>
          {people.isSuccess && able.length === 0 ? (
            <EmptyState title={t('approval.none')}>{t('approval.noneHint')}</EmptyState>
          ) : (
            <PeopleTiles
              label={t('approval.who')}
              people={able}
              chosen={person}
              onChoose={(next) => {
                setChosen(next);
                setError(null);
              }}
            />
          )}
        </div>
        {person !== null && (
          <PinPad
            key={person.id}
            label={t('approval.pin', { name: person.displayName })}
            submitLabel={t('approval.submit')}
            busy={busy}
            error={error}
            onPin={(pin) => void vouch(person.id, pin)}
          />
        )}
      </div>
    </Sheet>
  );
}

const RIGHT_TEXTS: Readonly<Record<string, TextKey>> = {
  discount_over_limit: 'approval.right.discount_over_limit',
  override_price: 'approval.right.override_price',
  void_sale: 'approval.right.void_sale',
  return_without_receipt: 'approval.right.return_without_receipt',
  refund_by_other_tender: 'approval.right.refund_by_other_tender',
  open_drawer: 'approval.right.open_drawer',
  adjust_stock: 'approval.right.adjust_stock',
  set_up_devices: 'approval.right.set_up_devices',
};
