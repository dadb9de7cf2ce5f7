/** As much HTTP/1.1 as a proxy needs that looks at single bytes: one exchange a connection. */
import { connect, type Socket } from 'node:net';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** Head and body as they go to the server, the connection to be closed after the reply. */
  readonly bytes: Buffer;
}

const HEAD_END = '\r\n\r\n';

/** Reads one whole request; null where the client ends before it is whole. */
export function readRequest(client: Socket): Promise<RawRequest | null> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const done = (request: RawRequest | null) => {
      client.off('data', take);
      resolve(request);
    };
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const request = wholeRequest(bytes);
      if (request !== null) done(request);
    };
    client.on('data', take);
    client.once('close', () => done(null));
  });
}

function wholeRequest(bytes: Buffer): RawRequest | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = bytes.subarray(0, headEnd).toString('latin1');
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  const bodyStart = headEnd + HEAD_END.length;
  if (bytes.length < bodyStart + length) return null;
  const [method = '', path = ''] = head.split(' ');
  const closing = head.replace(/\r\nconnection: [^\r]*/gi, '');
  const body = bytes.subarray(bodyStart, bodyStart + length);
  return {
    method,
    path,
    bytes: Buffer.concat([
      Buffer.from(`${closing}\r\nconnection: close${HEAD_END}`, 'latin1'),
      body,
    ]),
  };
}

/**
 * Sends bytes to a server node and collects its reply to the end. An empty reply: the node is not
 * there, or died on it.
 */
export function sendToNode(port: number, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const upstream = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    upstream.setTimeout(60_000, () => upstream.destroy());
    upstream.on('data', (chunk) => chunks.push(chunk));
    upstream.on('error', () => undefined);
    upstream.on('close', () => resolve(Buffer.concat(chunks)));
    upstream.write(bytes);
  });
}

/** Sends the beginning of a request and breaks off. */
export function breakOffAtNode(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const upstream = connect(port, '127.0.0.1');
    upstream.on('error', () => undefined);
    upstream.on('close', () => resolve());
    upstream.write(bytes, () => setTimeout(() => upstream.destroy(), 20));
  });
}

export interface RawReply {
  readonly status: number;
  readonly body: string;
}

/** What a collected reply says; null where it is not a whole one. */
export function parseReply(bytes: Buffer): RawReply | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = bytes.subarray(0, headEnd).toString('latin1');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  const body = bytes.subarray(headEnd + HEAD_END.length);
  if (length !== undefined && body.length < Number(length)) return null;
  return { status, body: body.toString('utf8') };
}
