/** What is known of a gift card or a credit, asking the server where it answers within a moment. */

import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { storedValueBalanceSchema } from '@second-chance/shared/contract/stored-value.ts';
import type { StoredValueView } from '@second-chance/shared/contract/till/stored-value-calls.ts';
import type { CustomerId, StoredValueId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ok, type Result } from '@second-chance/shared/result.ts';
import { parseReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import { cardCodeOf, hintOf } from '@second-chance/shared/stored-value/card-code.ts';
import { customerById } from '../documents/search-customers.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { ServerRequest } from '../sync/server-call.ts';
import type { AtCounter } from '../till-calls.ts';
import type { Session } from '../till-context.ts';
import { accountIdOf, type Holder } from './account-id.ts';
import { keepBalance, nameStoredValue, type StoredValueRow } from './stored-value-rows.ts';
import { storedValueView } from './stored-value-view.ts';

export type HolderInput =
  | { readonly kind: 'gift_card'; readonly code: string }
  | { readonly kind: 'customer'; readonly customerId: CustomerId }
  | { readonly kind: 'receipt'; readonly receiptNumber: string };

export interface LookUpDeps {
  readonly at: AtCounter;
  readonly ask: (request: ServerRequest) => Promise<Result<unknown, CodedError>>;
}

/** Longer nobody waits at a counter; then what is known here has to do. */
const ASK_MS = 2_500;

export function createLookUp({ at, ask }: LookUpDeps) {
  const named = at(nameHolder);
  const keep = at(keepAnswer);
  const view = at((session, { accountId }: { readonly accountId: StoredValueId }) =>
    ok(storedValueView(session, accountId)),
  );
  return async (input: HolderInput): Promise<Outcome<StoredValueView>> => {
    const account = named(input);
    if (!account.ok) return account;
    const { accountId, ofServer } = account.value;
    if (ofServer) {
      const path = `/sync/stored-value/${accountId}`;
      const answered = await ask({ method: 'GET', path, timeoutMs: ASK_MS });
      if (answered.ok) {
        const kept = keep({ accountId, answer: answered.value });
        if (!kept.ok) return kept;
      }
    }
    return view({ accountId });
  };
}

interface NamedAccount {
  readonly accountId: StoredValueId;
  /** The server can know it: nothing of training is there. */
  readonly ofServer: boolean;
}

function nameHolder(session: Session, input: HolderInput): Outcome<NamedAccount> {
  const account = accountOf(session, input);
  if (!account.ok) return account;
  session.store.transaction(() => nameStoredValue(session.store, account.value));
  const { accountId } = account.value;
  return ok({ accountId, ofServer: session.chain() === 'live' });
}

/**
 * The account that a code, a customer or a receipt names.
 * Errors: CARD_CODE_INVALID, NOT_FOUND for a customer or a text that is no receipt number.
 */
export function accountOf(
  { enrolment, store, settings }: Pick<Session, 'enrolment' | 'store' | 'settings'>,
  input: HolderInput,
): Outcome<Pick<StoredValueRow, 'accountId' | 'kind' | 'hint'>> {
  const register = enrolment();
  assert(register !== null, 'a till with a session is enrolled');
  const idOf = (holder: Holder) =>
    accountIdOf({ ...register, currency: settings.currency }, holder);
  switch (input.kind) {
    case 'gift_card': {
      const code = cardCodeOf(input.code);
      if (code === null) return refuse('CARD_CODE_INVALID', 'this is no code of a gift card');
      const accountId = idOf({ kind: 'gift_card', code });
      return ok({ accountId, kind: 'gift_card', hint: hintOf(code) });
    }
    case 'customer': {
      const { customerId } = input;
      if (customerById(store, customerId) === null) return refuse('NOT_FOUND', 'no such customer');
      const accountId = idOf({ kind: 'customer', customerId });
      return ok({ accountId, kind: 'store_credit', hint: customerId.slice(-4).toUpperCase() });
    }
    case 'receipt': {
      const receiptNumber = input.receiptNumber.trim().toUpperCase();
      if (parseReceiptNumber(receiptNumber) === null) {
        return refuse('NOT_FOUND', 'this is no number of a receipt');
      }
      const accountId = idOf({ kind: 'receipt', receiptNumber });
      return ok({ accountId, kind: 'store_credit', hint: hintOf(receiptNumber) });
    }
  }
}

function keepAnswer(
  { store, now }: Session,
  { accountId, answer }: { readonly accountId: StoredValueId; readonly answer: unknown },
): Outcome<true> {
  const parsed = storedValueBalanceSchema.safeParse(answer);
  if (!parsed.success || parsed.data.accountId !== accountId) return ok(true);
  const { balance, applied } = parsed.data;
  store.transaction(() =>
    keepBalance(store, { accountId, balance: minorUnits(balance), applied, at: now }),
  );
  return ok(true);
}
