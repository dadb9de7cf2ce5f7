/** Bytes on their way to a printer. Every way ends by a value, whatever the printer does. */
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { PrintProblem } from '@second-chance/shared/contract/till/device-views.ts';
import type { Transport } from '@second-chance/shared/printing/device-settings.ts';

export type Sent =
  | { readonly sent: true }
  | { readonly sent: false; readonly problem: PrintProblem };

export interface SendTimes {
  /** Until a printer must have answered the call. */
  readonly connectMs: number;
  /** A printer may be slow, but it must take something at least this often. */
  readonly stallMs: number;
  /** How long it may take to hang up once it has everything. */
  readonly hangUpMs: number;
}

export const SEND_TIMES: SendTimes = { connectMs: 4_000, stallMs: 30_000, hangUpMs: 3_000 };

/** Small, so that progress of a slow printer is seen. */
const CHUNK = 4_096;

export interface Sending {
  readonly bytes: Uint8Array;
  readonly signal: AbortSignal;
  readonly times: SendTimes;
}

/** Sends bytes to a printer on the network or at a device file. */
export function sendBytes(
  transport: Extract<Transport, { readonly kind: 'tcp' | 'file' }>,
  sending: Sending,
): Promise<Sent> {
  return transport.kind === 'tcp'
    ? sendByTcp(transport, sending)
    : sendToFile(transport.path, sending);
}

/**
 * A printer has a job when it took all bytes and hung up, or kept quiet for a while after the last:
 * many never hang up. One that breaks the line off has not.
 */
function sendByTcp(
  { host, port }: { readonly host: string; readonly port: number },
  { bytes, signal, times }: Sending,
): Promise<Sent> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    let stage: 'calling' | 'talking' | 'waiting' = 'calling';
    let timer = setTimeout(() => end({ sent: false, problem: 'unreachable' }), times.connectMs);

    function end(result: Sent): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.destroy();
      resolve(result);
    }
    const abort = () => end({ sent: false, problem: 'broke_off' });
    const wait = (ms: number, result: Sent) => {
      clearTimeout(timer);
      timer = setTimeout(() => end(result), ms);
    };

    signal.addEventListener('abort', abort, { once: true });
    socket.on('connect', () => {
      stage = 'talking';
      writeAll(socket, bytes, () => wait(times.stallMs, { sent: false, problem: 'stuck' }));
    });
    socket.on('finish', () => {
      stage = 'waiting';
      wait(times.hangUpMs, { sent: true });
    });
    // What a printer says of itself is not asked for here; unread, it would never hang up.
    socket.on('data', () => {});
    socket.on('close', () => end(closedIn(stage)));
    socket.on('error', () =>
      end({ sent: false, problem: stage === 'calling' ? 'unreachable' : 'broke_off' }),
    );
    if (signal.aborted) abort();
  });
}

function closedIn(stage: 'calling' | 'talking' | 'waiting'): Sent {
  if (stage === 'waiting') return { sent: true };
  return { sent: false, problem: stage === 'calling' ? 'unreachable' : 'broke_off' };
}

/** Writes piece by piece, telling of each that was taken, and hangs up. */
function writeAll(socket: Socket, bytes: Uint8Array, progress: () => void): void {
  let at = 0;
  const step = () => {
    progress();
    if (at >= bytes.length) return void socket.end();
    const piece = bytes.subarray(at, at + CHUNK);
    at += piece.length;
    socket.write(piece, step);
  };
  step();
}

/** Only what is a device is ever written to: a path that names a file of somebody's is refused. */
async function sendToFile(path: string, { bytes, signal, times }: Sending): Promise<Sent> {
  let handle: FileHandle;
  try {
    if (process.platform !== 'win32') {
      const found = await stat(path);
      if (!found.isCharacterDevice() && !found.isFIFO())
        return { sent: false, problem: 'no_access' };
    }
    // Without waiting: a line that nobody holds the other end of must not hold a thread.
    handle = await open(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    const gone = code === 'ENOENT' || code === 'ENXIO' || code === 'ENODEV';
    return { sent: false, problem: gone ? 'unreachable' : 'no_access' };
  }
  try {
    return await writeToDevice(handle, { bytes, signal, times });
  } finally {
    await handle.close().catch(() => {});
  }
}

const PAUSE_MS = 20;

async function writeToDevice(handle: FileHandle, { bytes, signal, times }: Sending): Promise<Sent> {
  let at = 0;
  let quietMs = 0;
  while (at < bytes.length) {
    if (signal.aborted) return { sent: false, problem: 'broke_off' };
    try {
      const { bytesWritten } = await handle.write(bytes.subarray(at, at + CHUNK));
      at += bytesWritten;
      quietMs = 0;
    } catch (thrown) {
      const full = thrown instanceof Error && 'code' in thrown && thrown.code === 'EAGAIN';
      if (!full) return { sent: false, problem: 'broke_off' };
      if (quietMs >= times.stallMs) return { sent: false, problem: 'stuck' };
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      quietMs += PAUSE_MS;
    }
  }
  return { sent: true };
}
