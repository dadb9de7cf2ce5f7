/**
 * Serves the till's screens to browsers on this PC and carries their calls to core. It stands in
 * for Electron's main process and knows no rule of the shop.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { assert } from '@second-chance/shared/assert.ts';
import { WebSocketServer } from 'ws';
import {
  type Answer,
  answerOf,
  answerPath,
  plainAnswer,
  type ServedFiles,
} from '../serve/answer-path.ts';
import { readRendererFiles } from '../serve/renderer-files.ts';
import { createGuard, type Guard, namesLoopback, type Refusal } from './guard.ts';
import { refusalPage } from './refusal-page.ts';

export interface BrowserHostOptions extends Pick<ServedFiles, 'picture'> {
  readonly router: AnyRouter;
  /** For `/rpc/display`: what a customer display may ask. */
  readonly displayRouter: AnyRouter;
  /** The folder of the built screens. */
  readonly rendererFolder: string;
  /** Preferred port; the next free one above it is taken. 0 takes any. */
  readonly port: number;
  /** Default: a new one, so that addresses of earlier starts are void. */
  readonly secret?: string;
}

export interface BrowserHost {
  readonly port: number;
  /** To be opened in a browser on this PC; works until this host closes, in any number of windows. */
  readonly openUrl: string;
  close(): Promise<void>;
}

/** The largest message that a screen may send; a return of 2,000 lines is a third of it. */
const MESSAGE_BYTES_MAX = 1_000_000;
const PORTS_TRIED = 50;

/** Starts on 127.0.0.1 only. Rejects where no port is free or the screens are not built. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const files = readRendererFiles(options.rendererFolder);
  assert(files.has('/index.html'), `no screens in ${options.rendererFolder}`);
  const server = createServer({ maxHeaderSize: 16_384 });
  const port = await listen(server, options.port);
  const guard = createGuard(port, options.secret);
  const sockets = new Map([
    ['/rpc', acceptSockets(options.router)],
    ['/rpc/display', acceptSockets(options.displayRouter)],
  ]);

  server.on('request', (request, response) => {
    const served = { files, picture: options.picture };
    answer({ request, response, guard, port, served }).catch(() => {
      if (!response.headersSent) send(response, plainAnswer(500, 'The till could not answer.'));
      response.end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const refused = guard.socketRefusal(request);
    if (refused !== null) return refuseSocket(socket, STATUS_OF_REFUSAL[refused]);
    const accepting = sockets.get(pathOf(request));
    if (accepting === undefined) return refuseSocket(socket, 404);
    accepting.handleUpgrade(request, socket, head, (ws) =>
      accepting.emit('connection', ws, request),
    );
  });

  return {
    port,
    openUrl: guard.openUrl,
    async close() {
      for (const accepting of sockets.values()) {
        for (const ws of accepting.clients) ws.terminate();
        accepting.close();
      }
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function acceptSockets(router: AnyRouter): WebSocketServer {
  const handler = new RPCHandler(router);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  });
  sockets.on('connection', (ws) => {
    // A message too large or malformed closes its own window's socket; the till goes on.
    ws.on('error', () => ws.terminate());
    void handler.upgrade(ws, { context: {} });
  });
  return sockets;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly guard: Guard;
  readonly port: number;
  readonly served: ServedFiles;
}

async function answer({ request, response, guard, port, served }: Call): Promise<void> {
  const path = pathOf(request);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(response, plainAnswer(405, 'Only GET is served here.'));
  }
  if (path === '/open' && namesLoopback(request, port)) {
    const cookie = guard.admit(new URL(request.url ?? '', 'http://till').searchParams.get('key'));
    if (cookie === null) return send(response, refusalAnswer('no_key'));
    response.setHeader('set-cookie', cookie);
    response.setHeader('location', '/');
    return send(response, plainAnswer(303, ''));
  }
  const refused = guard.refusal(request);
  if (refused !== null) return send(response, refusalAnswer(refused));
  send(response, await answerPath(served, path));
}

function refusalAnswer(refusal: Refusal): Answer {
  return answerOf(STATUS_OF_REFUSAL[refusal], refusalPage(refusal), {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function refuseSocket(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

async function listen(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; ; port += 1) {
    const failure = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve);
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        server.removeListener('error', resolve);
        resolve(null);
      });
    });
    if (failure === null) break;
    if (failure.code !== 'EADDRINUSE' || port >= wanted + PORTS_TRIED) throw failure;
  }
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'listening on a port');
  return address.port;
}

const STATUS_OF_REFUSAL = {
  wrong_host: 421,
  foreign_page: 403,
  no_key: 401,
} as const satisfies Record<Refusal, number>;
