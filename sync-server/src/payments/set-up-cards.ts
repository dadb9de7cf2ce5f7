/** How a store takes cards: provider, account, place, and the readers in use. */
import type { CardReader } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ReaderId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { recordChanges } from '../audit/record-change.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { asWork, type TenantWork } from '../db/tenant-work.ts';
import { type PaymentDeps, providerOf, scopeOf, settingsOf } from './payment-deps.ts';
import { type PaymentSettings, type StoreScope, writeSettings } from './payment-repository.ts';
import { refusalError } from './payment-view.ts';
import type { Answer, PlaceOfReaders } from './provider.ts';
import { listReaders, markReaderRemoved, writeReader } from './reader-repository.ts';

/** Who changes it and when, outside of a transaction: a provider is asked in between. */
type Doing = Omit<TenantWork, 'tx'>;

/**
 * Writes how a store takes cards from now on; payments that were begun stay with their provider.
 * Error: UNAVAILABLE for Stripe where the server has no keys.
 */
export async function changeSettings(
  deps: Pick<PaymentDeps, 'providers'>,
  work: TenantWork,
  { storeId, ...settings }: PaymentSettings & Pick<StoreScope, 'storeId'>,
): Promise<Result<PaymentSettings, CodedError>> {
  if (providerOf(deps, settings.provider) === null) {
    return err({ code: 'UNAVAILABLE', message: 'this server has no keys for it' });
  }
  const store = { organizationId: work.organizationId, storeId };
  const before = await settingsOf(work.tx, store);
  await writeSettings(work.tx, store, settings);
  const line = { storeId, action: 'payment_settings.change', subject: storeId };
  await recordChanges(work, [{ ...line, before, after: settings }]);
  return ok(settings);
}

/** Makes the store a place of readers at the provider. Errors: UNAVAILABLE, the provider's refusal. */
export async function createLocation(
  deps: PaymentDeps,
  who: Doing,
  { storeId, ...place }: PlaceOfReaders & Pick<StoreScope, 'storeId'>,
): Promise<Result<PaymentSettings, CodedError>> {
  const store = { organizationId: who.organizationId, storeId };
  const settings = await inTenant(deps.db, who.organizationId, (tx) => settingsOf(tx, store));
  const provider = providerOf(deps, settings.provider);
  if (provider === null) return err(NO_KEYS);
  const made = answeredIn(await provider.createLocation(scopeOf(store, settings), place));
  if (!made.ok) return made;
  const { location } = made.value;
  return asWork(deps.db, who, (work) =>
    changeSettings(deps, work, { ...settings, storeId, location }),
  );
}

export interface NewReader extends StoreScope {
  readonly id: ReaderId;
  readonly label: string;
  readonly way: CardReader['way'];
  readonly registrationCode: string;
}

/**
 * Takes a reader into use. Repeating with the same id answers the reader that is there. Errors:
 * UNAVAILABLE, PAYMENT_NOT_POSSIBLE where the provider does not know the code.
 */
export async function addReader(
  deps: PaymentDeps,
  who: Doing,
  reader: NewReader,
): Promise<Result<CardReader, CodedError>> {
  const { id, label, way, registrationCode } = reader;
  const { settings, readers } = await inTenant(deps.db, who.organizationId, async (tx) => ({
    settings: await settingsOf(tx, reader),
    readers: await listReaders(tx, reader),
  }));
  const provider = providerOf(deps, settings.provider);
  if (provider === null) return err(NO_KEYS);
  const added = { id, label, way, provider: settings.provider, online: false };
  if (readers.some((one) => one.id === id)) return ok(added);
  // Nothing is held while the provider is asked: a transaction must not wait for the network.
  const scope = scopeOf(reader, settings);
  const made = isOwnSimulation(reader)
    ? ok({ providerId: SCRIPT_SIMULATED })
    : answeredIn(await provider.registerReader(scope, { label, registrationCode }));
  if (!made.ok) return made;
  const { providerId } = made.value;
  return asWork(deps.db, who, async (work) => {
    await writeReader(work.tx, reader, { ...added, providerId }, work.at);
    const line = { storeId: reader.storeId, action: 'card_reader.add', subject: id, before: null };
    await recordChanges(work, [{ ...line, after: { label, way, providerId } }]);
    return ok(added);
  });
}

/** Gives a reader another name or way. Errors: NOT_FOUND. */
export async function changeReader(
  work: TenantWork,
  reader: StoreScope & Pick<NewReader, 'id' | 'label' | 'way'>,
): Promise<Result<CardReader, CodedError>> {
  const before = (await listReaders(work.tx, reader)).find(({ id }) => id === reader.id);
  if (before === undefined) return err(NO_SUCH_READER);
  const { id, label, way } = reader;
  await writeReader(work.tx, reader, { ...before, label, way }, work.at);
  const line = { storeId: reader.storeId, action: 'card_reader.change', subject: id };
  const was = { label: before.label, way: before.way };
  await recordChanges(work, [{ ...line, before: was, after: { label, way } }]);
  return ok({ id, label, way, provider: before.provider, online: false });
}

/** Takes a reader out of use, here and at the provider. Repeating is harmless. */
export async function removeReader(
  deps: PaymentDeps,
  who: Doing,
  reader: StoreScope & Pick<NewReader, 'id'>,
): Promise<Result<Record<string, never>, CodedError>> {
  const { settings, there } = await inTenant(deps.db, who.organizationId, async (tx) => ({
    settings: await settingsOf(tx, reader),
    there: (await listReaders(tx, reader)).find(({ id }) => id === reader.id),
  }));
  if (there === undefined) return ok({});
  const scope = scopeOf(reader, settings);
  const gone = await providerOf(deps, there.provider)?.removeReader(scope, there);
  if (gone?.kind === 'lost') return err({ code: 'UNAVAILABLE', message: gone.message });
  return asWork(deps.db, who, async (work) => {
    await markReaderRemoved(work.tx, reader, { id: reader.id, at: work.at });
    const line = { storeId: reader.storeId, action: 'card_reader.remove', subject: reader.id };
    await recordChanges(work, [{ ...line, before: { label: there.label }, after: null }]);
    return ok({});
  });
}

/** The reader that Stripe's script makes up in a till's window is registered nowhere. */
const SCRIPT_SIMULATED = 'simulated';

function isOwnSimulation({ way, registrationCode }: NewReader): boolean {
  return way === 'browser' && registrationCode === SCRIPT_SIMULATED;
}

function answeredIn<T>(answer: Answer<T>): Result<T, CodedError> {
  if (answer.kind === 'answered') return ok(answer.value);
  if (answer.kind === 'lost') return err({ code: 'UNAVAILABLE', message: answer.message });
  return err({ ...refusalError(answer.reason), details: { provider: answer.message } });
}

const NO_KEYS: CodedError = { code: 'UNAVAILABLE', message: 'this server has no keys for it' };
const NO_SUCH_READER: CodedError = { code: 'NOT_FOUND', message: 'There is no such reader.' };
