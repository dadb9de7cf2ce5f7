/** A till of a run: its process, its disk, its clock, and how it is brought back. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, ChildEnded, startChild } from './child-calls.ts';
import { breach, type Ledger } from './ledger.ts';
import type { Door } from './proxy.ts';
import { PIN, type ShopStore } from './shop.ts';
import type { Acted, Action } from './till-actions.ts';
import type { tillCalls } from './till-process.ts';

export type TillChild = Child<typeof tillCalls>;

export interface TillPlace {
  readonly name: string;
  readonly store: ShopStore;
  readonly registerId: string;
  readonly dataDir: string;
  readonly door: Door;
  readonly logFile: string;
  readonly mutation: string | null;
}

export interface ManagedTill extends TillPlace {
  /** Starts the program and signs in; waits for the network where it needs some for that. */
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** Null: the program ended before it answered. */
  readonly act: (action: Action) => Promise<Acted | null>;
  readonly child: () => TillChild;
  readonly setClock: (offsetMs: number) => Promise<void>;
  /** Its workload rests while this is above zero. */
  holds: number;
  /** Refusals by the disk are in order for now. */
  diskMayRefuse: boolean;
}

const SIGN_IN_TRIES = 600;

export function manageTill(place: TillPlace, ledger: Ledger): ManagedTill {
  let child: TillChild | null = null;
  let offsetMs = 0;

  const running = (): TillChild => {
    if (child === null) throw new Error(`till ${place.name} was never started`);
    return child;
  };
  const till: ManagedTill = {
    ...place,
    holds: 0,
    diskMayRefuse: false,
    child: running,
    async start() {
      child = startChild<typeof tillCalls>({
        script: 'till-process.ts',
        logFile: place.logFile,
        env: {},
        mutation: place.mutation,
        onOwnEnd: (how, last) =>
          breach(ledger, 'no program ends by itself', `${place.name}: ${how} ${last}`),
      });
      await child.call('open', { dataDir: place.dataDir, offsetMs });
      const { damage } = await child.call('standing', null);
      if (damage !== null) breach(ledger, 'a till opens sound, whatever happened to it', damage);
    },
    async kill() {
      await running().kill();
    },
    async act(action) {
      try {
        return await running().call('act', action);
      } catch (thrown) {
        if (thrown instanceof ChildEnded) return null;
        throw thrown;
      }
    },
    async setClock(offset) {
      offsetMs = offset;
      await running().call('setClock', { offsetMs });
    },
  };
  return till;
}

/** Signs somebody in, as soon as settings and staff are on the till's disk. */
export async function beginAtTill(till: ManagedTill): Promise<void> {
  const person = { staffId: till.store.staffId, pin: PIN };
  for (let tries = 0; tries < SIGN_IN_TRIES; tries += 1) {
    if (await till.child().call('begin', person)) return;
    await pause(100);
  }
  throw new Error(`nobody could sign in at till ${till.name}`);
}

/** Enrols with fresh codes until one is taken: a lost answer may have used the code before. */
export async function enrolTill(till: ManagedTill, newCode: () => Promise<string>): Promise<void> {
  const refusals: string[] = [];
  for (let tries = 0; tries < 60; tries += 1) {
    const code = await newCode();
    const refused = await till.child().call('enrol', { serverUrl: till.door.url, code });
    if (refused === null) return;
    refusals.push(refused);
    await pause(200);
  }
  throw new Error(`till ${till.name} could not be enrolled: ${refusals.slice(-5).join(', ')}`);
}
