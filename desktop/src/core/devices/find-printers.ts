/** Looks for printers: who answers at the port of printers in this network, and the device files. */
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { FoundPrinters } from '@second-chance/shared/contract/till/device-views.ts';
import type { OsPrinter } from './os-printer.ts';

const PRINTER_PORT = 9100;
/** A printer in the same network answers in a few milliseconds; one that sleeps takes longer. */
const ANSWER_MS = 600;
const AT_ONCE = 64;

export async function findPrinters(osPrinter: OsPrinter | null): Promise<FoundPrinters> {
  const hosts = neighbours(networkInterfaces());
  const [network, files, system] = await Promise.all([
    answering(hosts, PRINTER_PORT),
    deviceFiles(),
    osPrinter === null ? [] : osPrinter.list().catch(() => []),
  ]);
  return {
    network: network.map((host) => ({ host, port: PRINTER_PORT })),
    files: [...files],
    system: [...system],
  };
}

interface Address {
  readonly address: string;
  readonly family: string;
  readonly internal: boolean;
}

/**
 * The other addresses of this PC's own networks: the last of four figures varied, as shops' networks
 * are that small. Only private networks are asked (RFC 1918, and link-local ones).
 */
export function neighbours(
  interfaces: Readonly<Record<string, readonly Address[] | undefined>>,
): readonly string[] {
  const own = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address))
    .map(({ address }) => address);
  const networks = new Set(own.map((address) => address.slice(0, address.lastIndexOf('.'))));
  return [...networks]
    .flatMap((network) => Array.from({ length: 254 }, (_, at) => `${network}.${at + 1}`))
    .filter((address) => !own.includes(address));
}

function isPrivate(address: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|169\.254\.)/.test(address);
}

/** Those of the hosts that take a call at a port, in the order given. */
export async function answering(
  hosts: readonly string[],
  port: number,
  answerMs = ANSWER_MS,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const queue = hosts.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const host of queue) if (await answers(host, port, answerMs)) found.add(host);
    }),
  );
  return hosts.filter((host) => found.has(host));
}

/** Calls, and hangs up at once: nothing is printed by that. */
function answers(host: string, port: number, answerMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: answerMs });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

const FOLDERS = [
  { folder: '/dev/usb', names: /^lp[0-9]+$/ },
  { folder: '/dev', names: /^(?:lp[0-9]+|ttyUSB[0-9]+|ttyACM[0-9]+|cu\.(?:usb|wch).+)$/ },
  { folder: '/dev/serial/by-id', names: /./ },
];

async function deviceFiles(): Promise<readonly string[]> {
  const found = await Promise.all(
    FOLDERS.map(async ({ folder, names }) => {
      const files = await readdir(folder).catch(() => []);
      return files.filter((file) => names.test(file)).map((file) => join(folder, file));
    }),
  );
  return found.flat();
}
