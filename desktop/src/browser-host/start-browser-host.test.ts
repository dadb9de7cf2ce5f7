import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { os } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type BrowserHost, startBrowserHost } from './start-browser-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'browser-host-'));
const displayRouter = { shown: os.handler(() => 'ticket') };
const router = { echo: os.handler(({ input }) => input) };
let host: BrowserHost;
let cookie = '';

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>Till</title>');
  writeFileSync(join(folder, 'assets/app-1234.js'), 'export {};');
  host = await startBrowserHost({
    router,
    displayRouter,
    rendererFolder: folder,
    picture,
    port: 0,
  });
  cookie = ((await get(pathOf(host.openUrl))).headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

test('the printed address lets a window in by a cookie that scripts and sites cannot use', async () => {
  const answer = await get(pathOf(host.openUrl));
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe('/');
  expect(answer.headers['set-cookie']?.[0]).toMatch(
    /^till-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  expect(host.openUrl, 'the cookie is not the key').not.toContain(cookie.split('=')[1]);
});

test.for([
  ['no key', '/open'],
  ['a wrong key', '/open?key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['no cookie', '/'],
  ['no cookie for a file', '/assets/app-1234.js'],
  ['no cookie for a picture', '/pictures/cup.svg'],
])('%s gets a page that says what to do, and nothing else', async ([, path]) => {
  const answer = await get(path ?? '');
  expect(answer.status).toBe(401);
  expect(answer.body).toContain('has no key to the till');
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('a window with the cookie gets the page under a policy without foreign scripts', async () => {
  const answer = await get('/', { cookie });
  expect(answer.status).toBe(200);
  expect(answer.body).toBe('<title>Till</title>');
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('screens have addresses of their own; files that are not there are not', async () => {
  expect((await get('/returns', { cookie })).body).toBe('<title>Till</title>');
  expect((await get('/assets/app-1234.js', { cookie })).headers['cache-control']).toContain(
    'immutable',
  );
  expect((await get('/assets/gone.js', { cookie })).status).toBe(404);
  expect((await get('/../package.json', { cookie })).status).toBe(404);
  expect((await get('/%2e%2e/package.json', { cookie })).status).toBe(404);
});

test('a name that leads here by DNS rebinding is refused, even with the cookie', async () => {
  const rebound = { cookie, host: `evil.example:${host.port}` };
  expect((await get('/', rebound)).status).toBe(421);
  expect(
    (await get(pathOf(host.openUrl), { host: 'evil.example' })).headers['set-cookie'],
  ).toBeUndefined();
});

test('a request that another site caused is refused, even with the cookie', async () => {
  expect((await get('/', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await get('/', { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await get('/', { cookie, 'sec-fetch-site': 'none' })).status).toBe(200);
});

test('a picture comes from the till and can never act as a page', async () => {
  const answer = await get('/pictures/cup.svg', { cookie });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toContain('image/svg+xml');
  expect(answer.headers['content-security-policy']).toContain('sandbox');
  expect((await get('/pictures/none.svg', { cookie })).status).toBe(404);
  expect((await get('/pictures/..%2fsecret', { cookie })).status).toBe(404);
});

test('calls of several windows at once are carried to the router and back', async () => {
  const windows = [open({ cookie }), open({ cookie })];
  const echoes = windows.map((ws, index) => clientOf(ws).echo({ window: index }));
  expect(await Promise.all(echoes)).toEqual([{ window: 0 }, { window: 1 }]);
  for (const ws of windows) ws.close();
});

test('a display’s socket reaches what customers may see, and none of the till’s calls', async () => {
  const ws = open({ cookie, path: '/rpc/display' });
  const display = clientOf(ws);
  expect(await display.shown()).toBe('ticket');
  await expect(display.echo('anything')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  ws.close();
});

test.for([
  ['another site', { origin: 'http://evil.example' }, 403],
  ['another port of this PC', { origin: 'http://127.0.0.1:1' }, 403],
  ['no origin at all', { origin: undefined }, 403],
  ['no cookie', { cookie: '' }, 401],
  ['another name', { host: 'evil.example' }, 421],
] as const)('a socket from %s is refused before a word is said', async ([, change, status]) => {
  const ws = open({ cookie, ...change });
  const refused = await new Promise((resolve) => {
    ws.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    ws.on('open', () => resolve('open'));
    ws.on('error', () => undefined);
  });
  ws.terminate();
  expect(refused).toBe(status);
});

test('a message over the limit closes its own socket and no other', async () => {
  const greedy = open({ cookie });
  const other = open({ cookie });
  await new Promise((resolve) => greedy.on('open', resolve));
  const closed = new Promise((resolve) => greedy.on('close', resolve));
  greedy.on('error', () => undefined);
  greedy.send('x'.repeat(1_000_001));
  await closed;
  expect(await clientOf(other).echo('still here')).toBe('still here');
  other.close();
});

test('a port that is taken leads to the next free one', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', () => resolve()));
  const address = blocker.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const second = await startBrowserHost({
    router,
    displayRouter,
    rendererFolder: folder,
    picture,
    port: taken,
  });
  expect(second.port).toBeGreaterThan(taken);
  await second.close();
  await new Promise((resolve) => blocker.close(resolve));
});

async function picture(name: string): Promise<Uint8Array | null> {
  return name === 'cup.svg' ? Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') : null;
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: host.port, path, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        body += chunk;
      });
      answer.on('end', () => {
        const headers = answer.headers as NodeJS.Dict<string | string[]>;
        resolve({ status: answer.statusCode ?? 0, headers, body });
      });
    });
    call.on('error', reject);
    call.end();
  });
}

function open(given: {
  readonly cookie: string;
  readonly origin?: string | undefined;
  readonly host?: string;
  readonly path?: string;
}): WebSocket {
  const own = `127.0.0.1:${host.port}`;
  const origin = 'origin' in given ? given.origin : `http://${own}`;
  return new WebSocket(`ws://${own}${given.path ?? '/rpc'}`, {
    headers: {
      cookie: given.cookie,
      host: given.host ?? own,
      ...(origin === undefined ? {} : { origin }),
    },
  });
}

function clientOf(ws: WebSocket): {
  echo(input: unknown): Promise<unknown>;
  shown(): Promise<unknown>;
} {
  // The link wants the browser's socket type; `ws` has the members that it uses.
  return createORPCClient(new RPCLink({ websocket: ws as unknown as globalThis.WebSocket }));
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
