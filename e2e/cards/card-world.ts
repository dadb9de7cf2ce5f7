/** A shop with one till and one server in processes of their own, either of which may die. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StripeKeys } from '../../sync-server/src/payments/open-providers.ts';
import { freshDatabase } from '../../sync-server/test/postgres.ts';
import { type CallTypes, type Child, startChild } from '../faults/child-calls.ts';
import { enrolmentCode, type FaultShop, PIN, setUpShop, signInTo } from '../faults/shop.ts';
import type { cardServerCalls } from './server-process.ts';
import type { cardTillCalls } from './till-process.ts';

export type Victim = 'till' | 'server';

/** A program of the world: the one that runs, and how it ended if it did. */
interface Program<Calls extends CallTypes> {
  child: Child<Calls>;
  /** Null while it runs. */
  end: string | null;
}

export interface CardWorld {
  readonly shop: FaultShop & { readonly databaseUrl: string; readonly storeId: string };
  readonly till: () => Child<typeof cardTillCalls>;
  readonly server: () => Child<typeof cardServerCalls>;
  /** How the victim ended by itself: the name of a signal, or a code; null while it runs. */
  readonly ended: (victim: Victim) => string | null;
  /** Kills it from outside, unless it is dead. */
  readonly kill: (victim: Victim) => Promise<void>;
  /** Starts the dead one again on what it left on disk. */
  readonly restart: (victim: Victim) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export interface CardWorldOptions {
  readonly keys: StripeKeys | null;
  /** Name of the guard that this build lacks; null: the product as it is. */
  readonly mutation: string | null;
}

export async function openCardWorld({ keys, mutation }: CardWorldOptions): Promise<CardWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'second-chance-cards-'));
  const database = await freshDatabase();

  function begin<Calls extends CallTypes>(name: Victim): Program<Calls> {
    const program: Program<Calls> = {
      end: null,
      child: startChild<Calls>({
        script: `../cards/${name}-process.ts`,
        logFile: join(folder, `${name}.log`),
        env: {},
        mutation,
        onOwnEnd: (how) => {
          program.end = how;
        },
      }),
    };
    return program;
  }

  // What comes next has loaded its modules by the time that it is needed.
  let till = begin<typeof cardTillCalls>('till');
  let server = begin<typeof cardServerCalls>('server');
  let nextTill: typeof till | null = null;
  let nextServer: typeof server | null = null;

  // The till keeps the address of its server.
  let port = 0;
  async function serve(): Promise<void> {
    const options = { port, databaseUrl: database.url, stripe: keys };
    port = await server.child.call('start', { ...options, dataDir: join(folder, 'server') });
  }
  await serve();
  const url = `http://127.0.0.1:${port}`;
  const shop = await setUpShop(
    { url, databaseUrl: database.url },
    { stores: [{ code: 'A', registers: ['A1'] }] },
  );
  const [store] = shop.stores;
  if (store === undefined) throw new Error('the shop has no store');
  const dataDir = join(folder, 'till');
  await till.child.call('open', { dataDir });
  const platform = await signInTo(url, shop.platformAdmin);
  const code = await enrolmentCode(platform, store.registers.A1 ?? '');
  await till.child.call('enrol', { serverUrl: url, code });
  while (!(await till.child.call('begin', { staffId: store.staffId, pin: PIN }))) await pause(50);

  return {
    shop: { ...shop, databaseUrl: database.url, storeId: store.id },
    till: () => till.child,
    server: () => server.child,
    ended: (victim) => (victim === 'till' ? till : server).end,
    async kill(victim) {
      await (victim === 'till' ? till : server).child.kill();
    },
    async restart(victim) {
      if (victim === 'till') {
        till = nextTill ?? begin('till');
        nextTill = begin('till');
        await till.child.call('open', { dataDir, resumeAs: store.staffId });
      } else {
        server = nextServer ?? begin('server');
        nextServer = begin('server');
        await serve();
      }
    },
    async [Symbol.asyncDispose]() {
      const programs = [till, server, nextTill, nextServer].filter((program) => program !== null);
      await Promise.all(programs.map(({ child }) => child.kill()));
      await database[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
