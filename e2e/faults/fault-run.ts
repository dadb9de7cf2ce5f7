/** One run: work and disasters, then quiet, then the laws. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Editor, employEditor } from './admin-editor.ts';
import { type Cashier, employCashier } from './cashier.ts';
import { checkLaws } from './check-laws.ts';
import { firstRound, planOf, planOfOnly } from './disaster-plan.ts';
import { type Stage, strike } from './disasters.ts';
import { DISASTERS, type Disaster, type FaultKind, NETWORK_FAULTS } from './fault-kinds.ts';
import { type FaultWorld, openFaultWorld, type WorldOptions } from './fault-world.ts';
import { breach, type Violation } from './ledger.ts';
import type { ManagedTill } from './managed-till.ts';
import { mutationNamed } from './mutations.ts';
import { settleDown, settledWithinMs } from './settle-down.ts';
import { signInTo } from './shop.ts';
import { watchTills } from './watch-tills.ts';

export interface RunOptions extends WorldOptions {
  /** Disasters go on for that long, and at least until each kind came once. */
  readonly minutes: number;
  /** Each kind once and sooner: for the tests of every day. */
  readonly short?: boolean;
  /** Ends as soon as a law is seen broken: for builds that lack a guard. */
  readonly untilBroken?: boolean;
}

export interface RunReport {
  readonly seed: string;
  readonly violations: readonly Violation[];
  readonly fired: Readonly<Record<FaultKind, number>>;
  /** Planned and possible, and yet never happened. */
  readonly neverFired: readonly FaultKind[];
  /** Not possible on this machine, with the reason. */
  readonly impossible: readonly string[];
  readonly actions: number;
  readonly receipts: number;
  /** Confirmed by the server to who edits over the API, and taken by tills. */
  readonly edits: number;
  readonly tillEdits: number;
  readonly auditedAcknowledgements: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const STALLED_MS = 20_000;
const MUTATION_DISASTERS_MIN = 6;
const CASHIER_PAUSE_MS = 60;
const EDITOR_PAUSE_MS = 120;

export async function runFaults(options: RunOptions): Promise<RunReport> {
  const { seed, say } = options;
  const begun = performance.now();
  const world = await openFaultWorld(options);
  const { ledger, faults } = world;
  const impossible = new Set<Disaster>(world.smallDisk === null ? ['disk_full'] : []);
  // A build that lacks a guard meets only what shows it.
  const planned =
    options.mutation === null
      ? [...Object.keys(NETWORK_FAULTS), ...Object.keys(DISASTERS)].filter(
          (kind) => !impossible.has(kind as Disaster),
        )
      : [];
  function report(): RunReport {
    return {
      seed,
      violations: ledger.violations,
      fired: faults.counts(),
      neverFired: faults.neverFired(planned as FaultKind[]),
      impossible: [...impossible].map((kind) => `${kind}: no tmpfs can be mounted here`),
      actions: ledger.actions,
      receipts: ledger.receipts.length,
      edits: ledger.edits.length,
      tillEdits: ledger.tillEdits.length,
      auditedAcknowledgements: world.audit.audited(),
      refusals: ledger.refusals,
      seconds: Math.round((performance.now() - begun) / 1_000),
    };
  }
  try {
    say(`seed ${seed}: the shop is open`);
    const work = await employEverybody(world, options);
    const watch = watchTills(world);
    await bringDisasters(work.stage, options, impossible);
    say('quiet: everything heals');
    const isBroken = options.untilBroken === true && ledger.violations.length > 0;
    await work.stopWork();
    await watch.stop();
    if (isBroken) return report();
    const somebodyEnded = () =>
      ledger.violations.some(({ law }) => law === 'no program ends by itself');
    await settleDown(world, { say, withinMs: settledWithinMs(world) });
    await work.stopObservers();
    // Who is not there cannot be asked; what it left is the finding.
    if (somebodyEnded()) return report();
    await checkLaws(world);
    return report();
  } catch (error) {
    // What goes on after a law was broken may well fail by it.
    if (ledger.violations.length === 0) throw error;
    say(`the run itself fails: ${error}`);
    return report();
  } finally {
    await world.close();
  }
}

interface Work {
  readonly stage: Stage;
  readonly stopWork: () => Promise<void>;
  readonly stopObservers: () => Promise<void>;
}

async function employEverybody(
  world: FaultWorld,
  { seed, untilBroken = false }: RunOptions,
): Promise<Work> {
  const { ledger, shop, proxy, tills, observers } = world;
  const cashiers = new Map<string, Cashier>();
  const cashierOf = (till: ManagedTill) => {
    const known = cashiers.get(till.name);
    if (known !== undefined) return known;
    const cashier = employCashier(till, { seed, ledger, pauseMs: CASHIER_PAUSE_MS });
    cashiers.set(till.name, cashier);
    return cashier;
  };
  const editors: Editor[] = [];
  const [store] = shop.stores;
  for (const name of store === undefined ? [] : ['editor-1', 'editor-2']) {
    if (store === undefined) break;
    const door = await proxy.openDoor(name);
    const token = await accessToken(world, store.admin);
    editors.push(
      employEditor({ name, seed, door, token, store, ledger, pauseMs: EDITOR_PAUSE_MS }),
    );
  }
  const failed = (what: string) => (error: unknown) =>
    breach(ledger, 'nothing ends by itself', `${what}: ${error}`);
  const working = [
    ...tills.map((till) => cashierOf(till).work().catch(failed(till.name))),
    ...editors.map((editor) => editor.work().catch(failed('an editor'))),
  ];
  const observing = observers.map((observer) => observer.work().catch(failed('an observer')));

  async function moreActions(count: number): Promise<void> {
    const target = ledger.actions + count;
    const begun = performance.now();
    const isOver = () => untilBroken && ledger.violations.length > 0;
    while (ledger.actions < target && performance.now() - begun < STALLED_MS && !isOver()) {
      await pause(10);
    }
  }
  return {
    stage: { ...world, seed, cashierOf, moreActions },
    async stopWork() {
      for (const cashier of cashiers.values()) cashier.stop();
      for (const editor of editors) editor.stop();
      await Promise.all(working);
    },
    async stopObservers() {
      for (const observer of observers) observer.stop();
      await Promise.all(observing);
    },
  };
}

async function accessToken(world: FaultWorld, email: string): Promise<string> {
  const url = `http://127.0.0.1:${world.nodes.ports()[0] ?? 0}`;
  return (await signInTo(url, email)).token();
}

async function bringDisasters(
  stage: Stage,
  { seed, minutes, mutation, short = false, untilBroken = false, say }: RunOptions,
  impossible: ReadonlySet<Disaster>,
): Promise<void> {
  const end = performance.now() + minutes * 60_000;
  const only = mutation === null ? null : (mutationNamed(mutation).disasters ?? []);
  const plan = only === null ? planOf(seed, impossible, { short }) : planOfOnly(seed, only);
  const atLeast =
    only === null
      ? firstRound(impossible, { short })
      : Math.min(only.length, 1) * MUTATION_DISASTERS_MIN;
  for (const disaster of plan) {
    // Once is enough for a disk that is copied, and it takes no more than that.
    const isOnce = only?.includes('clone') === true && disaster.number > 1;
    const isBroken = () => untilBroken && stage.ledger.violations.length > 0;
    if (isOnce || isBroken() || (disaster.number > atLeast && performance.now() > end)) return;
    stage.proxy.setWeather(disaster.weather);
    await stage.moreActions(disaster.afterActions);
    if (isBroken()) return;
    say(
      `${disaster.number}: ${disaster.kind ?? 'the network alone'} (${stage.ledger.actions} actions)`,
    );
    await strike(stage, disaster);
  }
}
