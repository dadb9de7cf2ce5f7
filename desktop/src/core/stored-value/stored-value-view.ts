import { assert } from '@second-chance/shared/assert.ts';
import type { StoredValueView } from '@second-chance/shared/contract/till/stored-value-calls.ts';
import type { StoredValueId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { spendableOf } from '@second-chance/shared/stored-value/spendable.ts';
import type { Session } from '../till-context.ts';
import { storedValueRow } from './stored-value-rows.ts';

/** For so long what the server said counts as said just now, in milliseconds. */
const FRESH_MS = 120_000;

/** What every card and credit is worth in training, in minor units. */
const PRACTICE_BALANCE = minorUnits(5_000);

/** A card or credit that was named before, with what may be spent of it now. */
export function storedValueView(session: Session, accountId: StoredValueId): StoredValueView {
  const { store, now, settings } = session;
  const row = storedValueRow(store, accountId);
  assert(row !== null, 'the account was named');
  const { kind, hint } = row;
  if (session.chain() === 'training') {
    const known = { balance: PRACTICE_BALANCE, answeredAt: now, fresh: true };
    return { accountId, kind, hint, ...known, spendable: PRACTICE_BALANCE };
  }
  const { balance, answeredAt, spentSince } = row;
  const age = answeredAt === null ? null : now - answeredAt;
  const fresh = age !== null && age >= 0 && age <= FRESH_MS;
  const offlineLimit = settings.offlineCreditLimit ?? minorUnits(0);
  const spendable = spendableOf({ fresh, balance, spentSince, offlineLimit });
  return { accountId, kind, hint, balance, answeredAt, fresh, spendable };
}
