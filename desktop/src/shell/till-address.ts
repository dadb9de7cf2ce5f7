import { TILL_ORIGIN } from './till-host.ts';

/**
 * The origin of an address in any scheme; null where it is none. `URL` of Node knows no origin of
 * schemes that the web does not have.
 */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

/** Whether a window of the desktop program may be at this address. */
export function isTillAddress(address: string): boolean {
  return originOf(address) === TILL_ORIGIN;
}
