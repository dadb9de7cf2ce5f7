/** Passkeys, as the browser's own window asks for them. */
import { ORPCError } from '@orpc/client';
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { api } from '../api/client.ts';

/** Shows a passkey to the server: finishes signing in, or proves again who one is. */
export async function provePasskey() {
  const { options } = await api.session.passkeyChallenge();
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const response = await startAuthentication({ optionsJSON }).catch(notDone);
  return api.session.provePasskey({ response: { ...response } });
}

/** Makes a passkey on this device or key; answers recovery codes where it is the first factor. */
export async function addPasskey(name: string): Promise<readonly string[]> {
  const { options } = await api.security.beginPasskey();
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const response = await startRegistration({ optionsJSON }).catch(notDone);
  const { recoveryCodes } = await api.security.addPasskey({ name, response: { ...response } });
  return recoveryCodes;
}

/** Whoever closes the browser's window, or has no passkey here, is told so like any wrong factor. */
function notDone(): never {
  throw new ORPCError('SECOND_FACTOR_WRONG', { status: 401, message: 'The browser gave up.' });
}
