import { RPCLink } from '@orpc/client/websocket';
import type { Wire } from './wire.ts';

/** Opens a WebSocket to the host that served this page, at one of its paths. */
export function openWebSocketWire(path: '/rpc' | '/rpc/display'): Wire {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}${path}`);
  const opened = new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true });
    socket.addEventListener('close', () => resolve(false), { once: true });
  });
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
  });
  return { link: new RPCLink({ websocket: socket }), opened, closed, close: () => socket.close() };
}
