import type { PaymentProviderName } from '@second-chance/shared/payments/card.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../db/schema.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import { findSettings, type PaymentSettings, type StoreScope } from './payment-repository.ts';
import type { PaymentProvider, PaymentScope } from './provider.ts';
import type { Simulator } from './simulator/simulator-provider.ts';

/** Who can move money from this server. Without keys there is the simulator alone. */
export interface PaymentProviders {
  readonly simulator: Simulator;
  readonly stripe: PaymentProvider | null;
}

export interface PaymentDeps {
  readonly db: Kysely<Database>;
  readonly clock: () => EpochMs;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  readonly providers: PaymentProviders;
}

/** How a store takes cards as long as nobody set anything, and in training always. */
export const SIMULATED: PaymentSettings = {
  provider: 'simulator',
  account: null,
  location: null,
  capture: 'automatic',
};

export async function settingsOf(
  tx: TenantTransaction,
  store: StoreScope,
): Promise<PaymentSettings> {
  return (await findSettings(tx, store)) ?? SIMULATED;
}

/** The provider by its name; null where this server has no keys for it. */
export function providerOf(
  { providers }: Pick<PaymentDeps, 'providers'>,
  name: PaymentProviderName,
): PaymentProvider | null {
  return providers[name];
}

/** What a provider needs to know of a store. A payment stays with the account it was begun with. */
export function scopeOf(
  { organizationId, storeId }: StoreScope,
  { account, location }: Pick<PaymentSettings, 'account' | 'location'>,
): PaymentScope {
  return { organizationId, storeId, account, location };
}
