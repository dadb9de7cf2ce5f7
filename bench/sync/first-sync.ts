/** From an empty till to a searchable catalogue, beside the bare pull of the same rows. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_NODE_OPTIONS } from '@second-chance/desktop/src/core/process-options.ts';
import { addRegister } from './shop.ts';
import { countingWire } from './wire.ts';
import { type Memory, startWorker } from './worker.ts';

export interface Bench {
  readonly databaseUrl: string;
  readonly serverUrl: string;
  readonly folder: string;
  readonly items: number;
  readonly rounds: number;
}

interface Synced extends Memory {
  readonly ms: number;
  readonly cpuMs: number;
  readonly documents: number;
}

const script = (name: string) => join(import.meta.dirname, name);
let registers = 0;

export async function measureFirstSync(bench: Bench) {
  const bareServer = startWorker(script('bare-server.ts'));
  const bareUrl: string = await bareServer.call('start', { databaseUrl: bench.databaseUrl });
  const ours: Synced[] = [];
  const bare: Synced[] = [];
  // The first round warms both up and is counted byte by byte, not timed.
  const oursWire = await countingWire(bench.serverUrl);
  const bareWire = await countingWire(bareUrl);
  await syncOurs(bench, oursWire.url);
  await syncBare(bench, bareWire.url);
  for (let round = 0; round < bench.rounds; round += 1) {
    ours.push(await syncOurs(bench, bench.serverUrl));
    bare.push(await syncBare(bench, bareUrl));
    console.log(
      `first sync: ours ${ours.at(-1)?.ms.toFixed()} ms, bare ${bare.at(-1)?.ms.toFixed()} ms`,
    );
  }
  await bareServer.stop();
  const [oursMs, bareMs] = [median(ours.map(({ ms }) => ms)), median(bare.map(({ ms }) => ms))];
  const result = {
    documents: ours[0]?.documents,
    seconds: rounded(oursMs / 1_000),
    bareSeconds: rounded(bareMs / 1_000),
    ratio: rounded(oursMs / bareMs),
    processorSeconds: rounded(median(ours.map(({ cpuMs }) => cpuMs)) / 1_000),
    bareProcessorSeconds: rounded(median(bare.map(({ cpuMs }) => cpuMs)) / 1_000),
    bytesDown: oursWire.bytes().down,
    bytesUp: oursWire.bytes().up,
    bareBytesDown: bareWire.bytes().down,
    coreMemoryMb: Math.max(...ours.map(({ rssMb }) => rssMb)),
    coreMemoryPeakMb: Math.max(...ours.map(({ peakMb }) => peakMb)),
    bareMemoryMb: Math.max(...bare.map(({ rssMb }) => rssMb)),
  };
  oursWire.close();
  bareWire.close();
  return result;
}

async function syncOurs(bench: Bench, url: string): Promise<Synced> {
  registers += 1;
  const { code } = await addRegister(bench.databaseUrl, registers);
  const dataDir = join(bench.folder, `till-${registers}`);
  const till = startWorker(script('till-process.ts'), { nodeOptions: CORE_NODE_OPTIONS });
  await till.call('open', { dataDir });
  const synced: Synced = await till.call('firstSync', { url, code, expected: bench.items });
  await till.stop();
  rmSync(dataDir, { recursive: true });
  return synced;
}

async function syncBare(bench: Bench, url: string): Promise<Synced> {
  const dataDir = join(bench.folder, 'bare');
  mkdirSync(dataDir);
  const client = startWorker(script('bare-client.ts'));
  const synced: Synced = await client.call('firstSync', { url, dataDir });
  await client.stop();
  rmSync(dataDir, { recursive: true });
  if (synced.documents !== bench.items) throw new Error(`${synced.documents} rows came`);
  return synced;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
