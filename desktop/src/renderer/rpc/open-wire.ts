import type { TillHost } from '../../shell/till-host.ts';
import { openPortWire } from './port-wire.ts';
import { openWebSocketWire } from './websocket-wire.ts';
import type { OpenWire } from './wire.ts';

declare global {
  interface Window {
    /** There in windows of the desktop program alone. */
    readonly tillHost?: TillHost;
  }
}

/**
 * The way to core that this window has: a port in the desktop program, which knows what window it
 * is, or a socket in a browser.
 */
export function openWireAs(role: 'till' | 'display'): OpenWire {
  const path = role === 'till' ? '/rpc' : '/rpc/display';
  return () =>
    window.tillHost === undefined ? openWebSocketWire(path) : openPortWire(window.tillHost);
}
