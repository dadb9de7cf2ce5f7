/**
 * What a receipt printer says of itself: ESC/POS `DLE EOT n`, which printers answer at once, with one
 * byte each, even while they are off line. Many cheap ones do not answer; those are not known to be
 * in any trouble.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import type { PrinterCondition } from '@second-chance/shared/contract/till/device-views.ts';
import type { Transport } from '@second-chance/shared/printing/device-settings.ts';

/** Printer, why it is off line, its error, its paper: in this order come the answers. */
const QUESTIONS = [1, 2, 3, 4] as const;
export const STATUS_REQUEST = Buffer.from(QUESTIONS.flatMap((n) => [0x10, 0x04, n]));

export type PrinterStatus =
  /** It answered; null: nothing is wrong with it. */
  | { readonly answered: true; readonly condition: PrinterCondition | null }
  | { readonly answered: false };

const NO_ANSWER: PrinterStatus = { answered: false };

interface Asking {
  readonly signal: AbortSignal;
  /** How long a printer may take for its answers. */
  readonly waitMs: number;
}

/** Asks a printer on the network or at a device file. Never throws, and prints nothing. */
export async function askStatus(
  transport: Extract<Transport, { readonly kind: 'tcp' | 'file' }>,
  asking: Asking,
): Promise<PrinterStatus> {
  const answer =
    transport.kind === 'tcp'
      ? await askByTcp(transport, asking)
      : await askAtFile(transport.path, asking).catch(() => []);
  return readStatus(answer);
}

/** Reads what came back. What is no answer to these questions is passed over. */
export function readStatus(bytes: Iterable<number>): PrinterStatus {
  const answers = [...bytes].filter((byte) => (byte & 0b1001_0011) === 0b0001_0010);
  const [printer, offline, error, paper] = answers;
  if (printer === undefined || offline === undefined || error === undefined || paper === undefined)
    return NO_ANSWER;
  const conditions: readonly (readonly [boolean, PrinterCondition])[] = [
    [(offline & 0x04) !== 0, 'cover_open'],
    [(paper & 0x60) !== 0 || (offline & 0x20) !== 0, 'paper_out'],
    [(error & 0x08) !== 0, 'cutter'],
    [(offline & 0x40) !== 0 || (error & 0x64) !== 0, 'error'],
    [(printer & 0x08) !== 0, 'offline'],
    [(paper & 0x0c) !== 0, 'paper_low'],
  ];
  return { answered: true, condition: conditions.find(([holds]) => holds)?.[1] ?? null };
}

function askByTcp(
  { host, port }: { readonly host: string; readonly port: number },
  { signal, waitMs }: Asking,
): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const came: number[] = [];
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(end, waitMs);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.destroy();
      resolve(came);
    }
    signal.addEventListener('abort', end, { once: true });
    socket.on('connect', () => socket.write(STATUS_REQUEST));
    socket.on('data', (piece: Buffer) => {
      came.push(...piece);
      if (readStatus(came).answered) end();
    });
    socket.on('close', end);
    socket.on('error', end);
    if (signal.aborted) end();
  });
}

const PAUSE_MS = 20;

async function askAtFile(path: string, { signal, waitMs }: Asking): Promise<readonly number[]> {
  // Windows has no way to read from its ports without waiting for ever.
  if (process.platform === 'win32' || !(await stat(path)).isCharacterDevice()) return [];
  const handle = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    await handle.write(STATUS_REQUEST);
    return await readFor(handle, { signal, waitMs });
  } finally {
    await handle.close().catch(() => {});
  }
}

async function readFor(handle: FileHandle, { signal, waitMs }: Asking): Promise<readonly number[]> {
  const came: number[] = [];
  const piece = Buffer.alloc(64);
  for (let waited = 0; waited < waitMs && !signal.aborted; waited += PAUSE_MS) {
    // EAGAIN: nothing is there yet.
    const { bytesRead } = await handle.read(piece, 0, piece.length).catch(() => ({ bytesRead: 0 }));
    came.push(...piece.subarray(0, bytesRead));
    if (readStatus(came).answered) break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return came;
}
