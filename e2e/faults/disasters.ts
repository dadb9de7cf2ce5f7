/** What each disaster does. Every one ends with everything running again, though not in step. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readSnapshot } from '@second-chance/desktop/src/core/store/read-snapshot.ts';
import { type Cashier, EDITED_ITEMS } from './cashier.ts';
import { checkTillChains } from './check-chains.ts';
import type { PlannedDisaster } from './disaster-plan.ts';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import { beginAtTill, enrolTill, type ManagedTill, manageTill } from './managed-till.ts';
import { ask } from './postgres.ts';
import { type Draws, drawsOf } from './random.ts';
import { settledWithinMs } from './settle-down.ts';
import { enrolmentCode } from './shop.ts';

export interface Stage extends FaultWorld {
  readonly seed: string;
  readonly cashierOf: (till: ManagedTill) => Cashier;
  /** Waits until so many more things were done at tills. */
  readonly moreActions: (count: number) => Promise<void>;
}

const HOUR_MS = 3_600_000;
const OFFLINE = 'A2';
const COPIED = 'A3';

export async function strike(stage: Stage, { kind, number }: PlannedDisaster): Promise<void> {
  const draws = drawsOf(stage.seed, 'disaster', number);
  switch (kind) {
    case null:
      return;
    case 'kill_till':
      return killTill(stage, draws);
    case 'kill_node':
      return killNode(stage, draws);
    case 'postgres_restart':
      await stage.postgres.crash();
      return stage.faults.fired('postgres_restart');
    case 'disk_full':
      return fillDisk(stage, draws);
    case 'clock_jump':
      return jump(stage, draws);
    case 'long_offline':
      tillNamed(stage, OFFLINE).door.cutOff();
      return stage.faults.fired('long_offline');
    case 'partition':
      return partition(stage, draws);
    case 'clone':
      return copyDisk(stage, draws);
    case 'lost_document':
      return loseDocument(stage, draws);
  }
}

/** In the middle of some sales, or while it takes in what the server sent. */
async function killTill(stage: Stage, draws: Draws): Promise<void> {
  const till = draws.pick(stage.tills);
  const cashier = stage.cashierOf(till);
  const moment = draws.pick(['sale', 'sale', '/sync/journal', '/sync/pull'] as const);
  if (moment !== 'sale') await Promise.race([till.door.nextReply(moment), pause(1_500)]);
  till.holds += 1;
  const burst = Array.from({ length: moment === '/sync/pull' ? 0 : 6 }, () => cashier.step());
  await pause(draws.below(moment === 'sale' ? 40 : 12));
  await till.kill();
  await Promise.all(burst);
  stage.faults.fired('kill_till');
  await till.start();
  await beginAtTill(till);
  till.holds -= 1;
}

async function killNode(stage: Stage, draws: Draws): Promise<void> {
  const node = draws.below(stage.nodes.count);
  await stage.nodes.kill(node);
  stage.faults.fired('kill_node');
  await pause(draws.below(1_500));
  await stage.nodes.start(node);
}

async function fillDisk(stage: Stage, draws: Draws): Promise<void> {
  const { smallDisk, faults, ledger } = stage;
  const till = stage.tills[0];
  if (smallDisk === null || till === undefined) return;
  const refusals = () => (ledger.refusals.DISK_FULL ?? 0) + (ledger.refusals.DISK_FAILED ?? 0);
  const before = refusals();
  till.diskMayRefuse = true;
  smallDisk.fill();
  const cashier = stage.cashierOf(till);
  till.holds += 1;
  const count = draws.between(3, 10);
  for (let step = 0; step < count || (refusals() === before && step < 200); step += 1) {
    await cashier.step();
  }
  if (refusals() > before) faults.fired('disk_full');
  smallDisk.free();
  till.holds -= 1;
  // What was refused a moment ago may still be on its way back.
  await stage.moreActions(5);
  till.diskMayRefuse = false;
}

async function jump(stage: Stage, draws: Draws): Promise<void> {
  const till = draws.pick(stage.tills);
  const hours = draws.pick([1, 5, 30, 24 * 40, 24 * 365, 24 * 365 * 3]);
  const direction = draws.chance(0.5) ? 1 : -1;
  // Every other jump leads back to the right time.
  const offset = draws.chance(0.4) ? 0 : hours * HOUR_MS * direction;
  await till.setClock(offset);
  if (offset !== 0) return stage.faults.fired('clock_jump');
  await stage.moreActions(3);
  await till.setClock(hours * HOUR_MS * direction);
  stage.faults.fired('clock_jump');
}

/** Some are cut off at once and come back one by one. */
async function partition(stage: Stage, draws: Draws): Promise<void> {
  const doors = draws
    .shuffled(stage.tills.filter(({ name }) => name !== OFFLINE))
    .slice(0, draws.between(1, 3))
    .map(({ door }) => door);
  for (const door of doors) door.cutOff();
  stage.faults.fired('partition');
  for (const door of doors) {
    await stage.moreActions(draws.between(5, 25));
    door.heal();
  }
}

/** Of a thing that nobody sells or edits, so that nothing but comparing both sides shows it. */
async function loseDocument(stage: Stage, draws: Draws): Promise<void> {
  const till = draws.pick(stage.tills);
  const itemId = draws.pick(till.store.shelved).id;
  if (!(await till.child().call('loseItem', itemId))) return;
  stage.ledger.lostDocuments += 1;
  stage.faults.fired('lost_document');
}

/** More than enough to take two journals apart. */
const COPY_STEPS_MAX = 50;

/**
 * A till's disk is copied while it is off, and both sell until both have entries of their own: two
 * journals with the same numbers. The server keeps one and has the other as evidence; after a new
 * code the original sells on.
 */
async function copyDisk(stage: Stage, draws: Draws): Promise<void> {
  const original = tillNamed(stage, COPIED);
  original.holds += 1;
  const edited = original.store.items.slice(0, EDITED_ITEMS).map(({ id }) => id);
  for (const value of await original.child().call('undecidedValues', edited)) {
    stage.ledger.copiedValues.add(value);
  }
  await original.kill();
  const copy = manageTill(
    {
      ...original,
      name: `${original.name}-copy`,
      dataDir: join(stage.folder, `${original.name}-copy`),
      logFile: stage.logFile(`${original.name}-copy`),
    },
    stage.ledger,
  );
  cpSync(original.dataDir, copy.dataDir, { recursive: true });
  const common = entriesOn(original);
  await Promise.all([original.start(), copy.start()]);
  await Promise.all([beginAtTill(original), beginAtTill(copy)]);
  const cashiers = [stage.cashierOf(original), stage.cashierOf(copy)];
  const sales = draws.between(3, 8);
  const edits = stage.ledger.tillEdits.length;
  const arePart = () => [original, copy].every((till) => entriesOn(till) > common);
  for (let step = 0; step < sales || !arePart(); step += 1) {
    if (step === COPY_STEPS_MAX) throw new Error('two copies of a disk never came to differ');
    for (const cashier of cashiers) await cashier.step();
  }
  // Of a change that waits on both disks under one name only the first that arrives counts.
  const { tillEdits } = stage.ledger;
  const others = tillEdits
    .splice(edits)
    .filter(({ till }) => till !== original.name && till !== copy.name);
  tillEdits.push(...others);
  stage.faults.fired('clone');
  if (!(await forkIsFound(stage))) {
    await copy.kill();
    original.holds -= 1;
    return;
  }
  await sentAll(stage, copy);
  await copy.kill();
  await checkTillChains(stage, copy);
  const platform = await stage.platform();
  await enrolTill(original, () => enrolmentCode(platform, original.registerId));
  await beginAtTill(original);
  original.holds -= 1;
}

function entriesOn({ dataDir }: ManagedTill): number {
  return readSnapshot(join(dataDir, 'till.db'), (reader) => {
    const row = reader.prepare('select count(*) as entries from journal_entry').get();
    return (row as { readonly entries: number }).entries;
  });
}

async function forkIsFound(stage: Stage): Promise<boolean> {
  const deadline = performance.now() + settledWithinMs(stage);
  while (performance.now() < deadline) {
    const found = await ask(
      stage.postgres.url,
      `select 1 as found from exception where kind = 'journal_fork'`,
    ).catch(() => []);
    if (found.length > 0) return true;
    await pause(100);
  }
  breach(stage.ledger, 'a copied disk is found out', 'no journal_fork was raised');
  return false;
}

/** Everything is with the server, if only as evidence. */
async function sentAll(stage: Stage, till: ManagedTill): Promise<void> {
  const deadline = performance.now() + settledWithinMs(stage);
  while (performance.now() < deadline) {
    const { waitingEntries } = await till.child().call('standing', null);
    if (waitingEntries === 0) return;
    await Promise.race([till.child().call('syncNow', null), pause(500)]);
  }
  breach(stage.ledger, 'what a copied disk sold is kept as evidence', till.name);
}

function tillNamed({ tills }: Stage, name: string): ManagedTill {
  const till = tills.find((each) => each.name === name);
  if (till === undefined) throw new Error(`there is no till ${name}`);
  return till;
}
