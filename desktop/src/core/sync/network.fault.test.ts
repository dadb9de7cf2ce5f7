import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { networkFetch } from './network.ts';

// As much as is taken in before anybody reads: the end comes while the rest of it is held back.
const BODY = 'a'.repeat(64 * 1_024);

/** Answers everything at once and closes, as a proxy does that keeps no connection. */
async function closingServer(): Promise<{ readonly url: string; readonly closed: () => number }> {
  let closed = 0;
  const server = createServer((client) => {
    client.on('error', () => undefined);
    client.once('data', () => {
      const head = `HTTP/1.1 200 OK\r\ncontent-length: ${BODY.length}\r\nconnection: close\r\n\r\n`;
      client.end(head + BODY);
      closed += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, closed: () => closed };
}

test('a server that closes while its answer is still unread costs nothing, least of all the till', async () => {
  const server = await closingServer();
  // Node's own is loaded as well, as it is wherever a `Headers` is made.
  await globalThis.fetch('data:,');
  for (let times = 0; times < 3; times += 1) {
    const response = await networkFetch(server.url);
    // The till is busy with a sale; meanwhile the connection ends.
    await wait(200);
    expect(await response.text()).toBe(BODY);
  }
  expect(server.closed(), 'the fault fired').toBe(3);
});
