/** Passkeys (WebAuthn) as a second factor: made, and asked for. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { setChallenge, takeChallenge } from '../accounts/session-repository.ts';
import type { OpenSession } from '../accounts/sessions.ts';
import type { Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import {
  insertPasskey,
  listPasskeys,
  notePasskeyUse,
  type StoredPasskey,
} from './factor-repository.ts';
import {
  FACTOR_WRONG,
  type FactorOwner,
  factorsOf,
  noteAdded,
  renewRecoveryCodes,
} from './factors.ts';

const CHALLENGE_MS = 5 * 60 * 1_000;
const PASSKEYS_MAX = 20;

/** Where the pages are served from, as the browser knows it: passkeys are bound to it. */
export interface Site {
  /** `https://shop.example`. */
  readonly origin: string;
  /** `shop.example`. */
  readonly hostname: string;
}

/** What a new passkey has to sign. Errors: ALREADY_EXISTS where there are too many. */
export async function beginPasskey(
  work: TenantWork,
  owner: FactorOwner,
  { session, site }: { readonly session: OpenSession; readonly site: Site },
): Promise<Result<object, CodedError>> {
  const { account } = owner.account;
  const passkeys = await listPasskeys(work, account.id);
  if (passkeys.length >= PASSKEYS_MAX) {
    return err({ code: 'ALREADY_EXISTS', message: 'There are enough passkeys.' });
  }
  const options = await generateRegistrationOptions({
    rpName: owner.organizationName,
    rpID: site.hostname,
    userName: account.email,
    userID: Buffer.from(account.id),
    userDisplayName: account.displayName,
    attestationType: 'none',
    excludeCredentials: passkeys.map(credentialOf),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
  await remember(work, session, options.challenge);
  return ok(options);
}

/** Adds a passkey that signed; the first second factor answers recovery codes. Errors: SECOND_FACTOR_WRONG. */
export async function addPasskey(
  work: TenantWork,
  owner: FactorOwner,
  {
    session,
    site,
    name,
    response,
  }: {
    readonly session: OpenSession;
    readonly site: Site;
    readonly name: string;
    readonly response: unknown;
  },
): Promise<Result<readonly string[], CodedError>> {
  const { id } = owner.account.account;
  const first = (await factorsOf(work, id)).length === 0;
  const challenge = await takeChallenge(work, session.session, work.at);
  if (challenge === null) return err(FACTOR_WRONG);
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.hostname,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return err(FACTOR_WRONG);
  const { credential } = verified.registrationInfo;
  const known = await listPasskeys(work, id);
  if (known.some((passkey) => passkey.id === credential.id)) {
    return err({ code: 'ALREADY_EXISTS', message: 'This passkey is there already.' });
  }
  await insertPasskey(work, id, {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
    name,
    createdAt: work.at,
    lastUsedAt: null,
  });
  await noteAdded(work, owner, 'passkey');
  return ok(first ? await renewRecoveryCodes(work, owner) : []);
}

/** What one of the account's passkeys has to sign. Errors: NOT_FOUND where there is none. */
export async function challengePasskey(
  work: TenantWork,
  { session, site }: { readonly session: OpenSession; readonly site: Site },
): Promise<Result<object, CodedError>> {
  const passkeys = await listPasskeys(work, session.account.id);
  if (passkeys.length === 0) return err({ code: 'NOT_FOUND', message: 'There is no passkey.' });
  const options = await generateAuthenticationOptions({
    rpID: site.hostname,
    allowCredentials: passkeys.map(credentialOf),
    userVerification: 'required',
  });
  await remember(work, session, options.challenge);
  return ok(options);
}

/** Checks what a passkey signed. Errors: SECOND_FACTOR_WRONG. */
export async function proveByPasskey(
  work: TenantWork,
  {
    session,
    site,
    response,
  }: { readonly session: OpenSession; readonly site: Site; readonly response: unknown },
): Promise<Result<null, CodedError>> {
  const { id: accountId } = session.account;
  const challenge = await takeChallenge(work, session.session, work.at);
  const given = response as AuthenticationResponseJSON;
  const passkeys = await listPasskeys(work, accountId);
  const passkey = passkeys.find(({ id }) => id === given.id);
  if (challenge === null || passkey === undefined) return err(FACTOR_WRONG);
  const verified = await verifyAuthenticationResponse({
    response: given,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.hostname,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
      transports: [...passkey.transports],
    },
  }).catch(() => null);
  if (!verified?.verified) return err(FACTOR_WRONG);
  const { newCounter } = verified.authenticationInfo;
  await notePasskeyUse(work, accountId, { id: passkey.id, counter: newCounter, at: work.at });
  return ok(null);
}

async function remember(
  work: Scope & Pick<TenantWork, 'at'>,
  { session }: OpenSession,
  challenge: string,
): Promise<void> {
  const expiresAt = (work.at + CHALLENGE_MS) as EpochMs;
  await setChallenge(work, session, { challenge, expiresAt });
}

function credentialOf({ id, transports }: StoredPasskey) {
  return { id, transports: [...transports] };
}
