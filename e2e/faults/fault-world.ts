/** Everything a run stands on: PostgreSQL, server nodes, the proxy, tills with their disks. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RestClient } from '../../build/lib/rest-client.ts';
import { type AcknowledgementAudit, auditAcknowledgements } from './acknowledgement-audit.ts';
import { countFaults, type FaultCounts } from './fault-kinds.ts';
import { breach, type Ledger, openLedger } from './ledger.ts';
import { beginAtTill, enrolTill, type ManagedTill, manageTill } from './managed-till.ts';
import { mutationNamed } from './mutations.ts';
import { employObserver, type Observer } from './observer.ts';
import { ask, type CrashingPostgres, startCrashingPostgres } from './postgres.ts';
import { type FaultProxy, openProxy } from './proxy.ts';
import { type ServerNodes, startNodes } from './server-nodes.ts';
import { enrolmentCode, type FaultShop, setUpShop, signInTo } from './shop.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

export interface WorldOptions {
  readonly seed: string;
  readonly mutation: string | null;
  readonly say: (line: string) => void;
}

export interface FaultWorld {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly faults: FaultCounts;
  readonly postgres: CrashingPostgres;
  readonly nodes: ServerNodes;
  readonly proxy: FaultProxy;
  readonly shop: FaultShop;
  readonly tills: readonly ManagedTill[];
  readonly observers: readonly Observer[];
  readonly audit: AcknowledgementAudit;
  /** The disk of the first till; null where none can be mounted. */
  readonly smallDisk: SmallDisk | null;
  /** A platform admin, past the proxy, whatever node is up. */
  readonly platform: () => Promise<RestClient>;
  readonly logFile: (name: string) => string;
  readonly close: () => Promise<void>;
}

const STORES = [
  { code: 'A', registers: ['A1', 'A2', 'A3', 'AX', 'AXR'] },
  { code: 'B', registers: ['B1', 'BX'] },
];
/** Registers that only read. */
const OBSERVING = /X/;
const SMALL_DISK_MB = 24;

const open = new Set<() => Promise<void>>();

/** For a run that is broken off: leaves no process, no mount and no file behind. */
export async function closeOpenWorlds(): Promise<void> {
  await Promise.all([...open].map((close) => close()));
}

/** Ready with every till enrolled, signed in and in step; nothing has failed yet. */
export async function openFaultWorld(options: WorldOptions): Promise<FaultWorld> {
  const { seed, mutation, say } = options;
  const folder = mkdtempSync(join(tmpdir(), 'second-chance-faults-'));
  // Under root, PostgreSQL runs as another account, which must be able to enter.
  chmodSync(folder, 0o755);
  const logFile = (name: string) => join(folder, 'logs', `${name}.log`);
  mkdirSync(join(folder, 'logs'));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    open.delete(close);
    for (const step of closing.splice(0).reverse()) {
      await Promise.resolve()
        .then(step)
        .catch((error) => say(`closing: ${error}`));
    }
  };
  open.add(close);
  try {
    const ledger = openLedger();
    const faults = countFaults();
    const postgres = await startCrashingPostgres(join(folder, 'database'));
    closing.push(() => postgres.destroy());
    const databaseUrl = postgres.url;
    const dataDir = join(folder, 'server');
    const nodes = await startNodes({
      count: 2,
      databaseUrl,
      dataDir,
      logFile,
      mutation,
      onOwnEnd: (how) => breach(ledger, 'no program ends by itself', how),
    });
    closing.push(() => nodes.stop());
    const { sql, network } = mutation === null ? {} : mutationNamed(mutation);
    if (sql !== undefined) await ask(databaseUrl, sql);
    const audit = auditAcknowledgements(databaseUrl, ledger);
    closing.push(() => audit.close());
    const { onReply } = audit;
    const striking = { seed, nodes: nodes.ports, faults, onReply };
    const proxy = await openProxy({ ...striking, ...(network && { kinds: network }) });
    closing.push(() => proxy.close());
    const direct = () => `http://127.0.0.1:${nodes.ports()[0] ?? 0}`;
    const shop = await setUpShop({ url: direct(), databaseUrl }, { stores: STORES });
    const platform = () => signInTo(direct(), shop.platformAdmin);
    const admin = await platform();
    const smallDisk = mountSmallDisk(join(folder, 'A1'), SMALL_DISK_MB);
    if (smallDisk !== null) closing.push(() => smallDisk.unmount());

    const tills: ManagedTill[] = [];
    const observers: Observer[] = [];
    const opening: Promise<void>[] = [];
    closing.push(async () => {
      await Promise.allSettled(opening);
      await Promise.all(tills.map((till) => till.kill().catch(() => undefined)));
    });
    for (const store of shop.stores) {
      for (const [name, registerId] of Object.entries(store.registers)) {
        const door = await proxy.openDoor(name);
        const newCode = () => enrolmentCode(admin, registerId);
        if (OBSERVING.test(name)) {
          const part = name.endsWith('R') ? 'receipts' : 'catalogue';
          const reading = { door, ledger, part, storeId: store.id, pauseMs: 30 } as const;
          observers.push(await employObserver({ ...reading, code: await newCode() }));
          continue;
        }
        const place = { name, store, registerId, door, mutation, dataDir: join(folder, name) };
        const till = manageTill({ ...place, logFile: logFile(name) }, ledger);
        tills.push(till);
        opening.push(openForWork(till, newCode));
      }
    }
    await Promise.all(opening);
    const parts = { folder, ledger, faults, postgres, nodes, proxy, shop, tills, observers };
    return { ...parts, audit, smallDisk, platform, logFile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openForWork(till: ManagedTill, newCode: () => Promise<string>): Promise<void> {
  await till.start();
  await enrolTill(till, newCode);
  await beginAtTill(till);
}
