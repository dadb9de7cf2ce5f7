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

/** The way to core that this window has: a port in the desktop program, a socket in a browser. */
export const openWire: OpenWire = () =>
  window.tillHost === undefined ? openWebSocketWire() : openPortWire(window.tillHost);
