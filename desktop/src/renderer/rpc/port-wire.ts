import { RPCLink } from '@orpc/client/message-port';
import { assert } from '@second-chance/shared/assert.ts';
import type { HostMessage, TillHost } from '../../shell/till-host.ts';
import type { TillLink, Wire } from './wire.ts';

/** Opens a wire to core by a port that the desktop program hands this window. */
export function openPortWire(host: Pick<TillHost, 'connect'>): Wire {
  const opened = Promise.withResolvers<boolean>();
  const closed = Promise.withResolvers<void>();
  let gone = false;
  let core: { readonly port: MessagePort; readonly link: TillLink } | null = null;

  function take({ source, origin, data, ports }: MessageEvent<HostMessage>): void {
    if (source !== window || origin !== location.origin) return;
    if (data.kind === 'till-lost') close();
    const [port] = ports;
    if (data.kind !== 'till-port' || port === undefined) return;
    if (core !== null) {
      port.close();
      return;
    }
    core = { port, link: new RPCLink({ port }) };
    port.addEventListener('close', close, { once: true });
    port.start();
    opened.resolve(true);
  }

  function close(): void {
    if (gone) return;
    gone = true;
    window.removeEventListener('message', take);
    core?.port.close();
    // A port that is closed here says nothing here: calls under way end by the link's own close.
    core?.port.dispatchEvent(new Event('close'));
    opened.resolve(false);
    closed.resolve();
  }

  window.addEventListener('message', take);
  host.connect();
  return {
    get link() {
      assert(core !== null, 'a wire is used once it is open');
      return core.link;
    },
    opened: opened.promise,
    closed: closed.promise,
    close,
  };
}
