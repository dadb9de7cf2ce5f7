/**
 * The network as Chromium has it: the system's proxies and certificates, as an office PC behind a
 * company's proxy needs them.
 */
import { net } from 'electron';
import { withCode } from './net-error.ts';

/** `fetch` by Electron. Cookies and the browser's cache have no part in what a till says. */
export const systemFetch: typeof globalThis.fetch = async (input, init) => {
  const request = input instanceof URL ? input.href : input;
  try {
    return await net.fetch(request, { ...init, credentials: 'omit', cache: 'no-store' });
  } catch (thrown) {
    throw withCode(thrown);
  }
};
