/** A relay that counts what goes over the wire. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

export interface Wire {
  readonly url: string;
  readonly bytes: () => { readonly up: number; readonly down: number };
  readonly close: () => void;
}

export async function countingWire(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target);
  let up = 0;
  let down = 0;
  const server = createServer((socket) => {
    const onward = connect(Number(port), hostname);
    socket.on('data', (chunk) => {
      up += chunk.length;
    });
    onward.on('data', (chunk) => {
      down += chunk.length;
    });
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) {
      end.on('error', () => {
        socket.destroy();
        onward.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes: () => ({ up, down }),
    close: () => void server.close(),
  };
}
