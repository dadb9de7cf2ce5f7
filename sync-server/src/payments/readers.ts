import type { CardReader } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { PaymentProviderName } from '@second-chance/shared/payments/card.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { type PaymentDeps, providerOf, scopeOf, settingsOf } from './payment-deps.ts';
import type { StoreScope } from './payment-repository.ts';
import { refusalError } from './payment-view.ts';
import { listReaders } from './reader-repository.ts';

/** What a till may choose from; the simulator has one reader that needs no choosing. */
export async function readersOf(
  deps: PaymentDeps,
  store: StoreScope,
): Promise<{ readonly provider: PaymentProviderName; readonly readers: readonly CardReader[] }> {
  const { settings, readers } = await inTenant(deps.db, store.organizationId, async (tx) => ({
    settings: await settingsOf(tx, store),
    readers: await listReaders(tx, store),
  }));
  const { provider } = settings;
  const own = readers.filter((reader) => reader.provider === provider);
  const reached =
    own.length === 0
      ? undefined
      : await providerOf(deps, provider)?.onlineReaders(scopeOf(store, settings));
  const online = reached?.kind === 'answered' ? reached.value : NONE;
  return {
    provider,
    readers: own.map(({ providerId, ...reader }) => ({
      ...reader,
      online: online.has(providerId),
      ...(reader.way === 'browser' && { providerId }),
    })),
  };
}

const NONE = { has: (_: string) => false };

/**
 * A token with which the provider's script in a till's window may speak to readers.
 * Errors: UNAVAILABLE where the provider has none or cannot be reached.
 */
export async function connectionToken(
  deps: PaymentDeps,
  store: StoreScope,
): Promise<Result<{ readonly secret: string }, CodedError>> {
  const settings = await inTenant(deps.db, store.organizationId, (tx) => settingsOf(tx, store));
  const provider = providerOf(deps, settings.provider);
  if (provider === null) return err({ code: 'UNAVAILABLE', message: 'there are no keys for it' });
  const token = await provider.connectionToken(scopeOf(store, settings));
  if (token.kind === 'answered') return ok(token.value);
  return token.kind === 'refused'
    ? err(refusalError(token.reason))
    : err({ code: 'UNAVAILABLE', message: 'the provider does not answer' });
}
