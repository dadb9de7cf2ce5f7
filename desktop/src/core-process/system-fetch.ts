/**
 * The network as Chromium has it: the system's proxies and certificates, as an office PC behind a
 * company's proxy needs them.
 */
import { net } from 'electron';

/** What Chromium calls a server that a request never got to, by the names that core knows. */
const CODE_OF_NET_ERROR: Readonly<Record<string, string>> = {
  ERR_CONNECTION_REFUSED: 'ECONNREFUSED',
  ERR_NAME_NOT_RESOLVED: 'ENOTFOUND',
  ERR_NAME_RESOLUTION_FAILED: 'EAI_AGAIN',
  ERR_INTERNET_DISCONNECTED: 'ENETUNREACH',
  ERR_ADDRESS_UNREACHABLE: 'EHOSTUNREACH',
  ERR_CONNECTION_TIMED_OUT: 'UND_ERR_CONNECT_TIMEOUT',
};

/** `fetch` by Electron. Cookies and the browser's cache have no part in what a till says. */
export const systemFetch: typeof globalThis.fetch = async (input, init) => {
  const request = input instanceof URL ? input.href : input;
  try {
    return await net.fetch(request, { ...init, credentials: 'omit', cache: 'no-store' });
  } catch (thrown) {
    throw withCode(thrown);
  }
};

/** The same failure with the code in its cause, where `fetch` of Node has it. */
export function withCode(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown.cause !== undefined) return thrown;
  const name = /net::(ERR_[A-Z_]+)/.exec(thrown.message)?.[1];
  const code = name === undefined ? undefined : CODE_OF_NET_ERROR[name];
  if (code === undefined) return thrown;
  return new TypeError(thrown.message, { cause: Object.assign(new Error(name), { code }) });
}
