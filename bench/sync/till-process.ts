/** A real till core in a process of its own. */
import { setTimeout as wait } from 'node:timers/promises';
import { must } from '@second-chance/desktop/src/core/test/open-test-till.ts';
import { openTill, type Till } from '@second-chance/desktop/src/core/till.ts';
import { assert } from '@second-chance/shared/assert.ts';
import type { Id, ItemId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { processorMs, residentMemory, serveCalls } from './worker.ts';

const silent = {
  info: () => {},
  warn: (facts: object, message: string) => console.error(message, facts),
  error: (facts: object, message: string) => console.error(message, facts),
};
const LIVE_WITHIN_MS = 30_000;
let opened: Till | null = null;
let online = true;
const network: typeof fetch = (...request) =>
  online ? fetch(...request) : Promise.reject(new TypeError('no network'));

function till(): Till {
  assert(opened !== null, 'the till is open');
  return opened;
}

/** Calls back on every change of state until it answers something, and once at the start. */
function when<T>(look: () => T | null): Promise<T> {
  return new Promise((resolve) => {
    const stop = till().state.subscribe(() => check());
    const check = () => {
      const seen = look();
      if (seen === null) return;
      stop();
      resolve(seen);
    };
    check();
  });
}

serveCalls(
  {
    async open({ dataDir }: { readonly dataDir: string }) {
      opened = await openTill({
        dataDir,
        clock: () => Date.now() as EpochMs,
        appVersion: 'bench',
        logger: silent,
        fetch: network,
      });
    },
    /** From the code to a catalogue that is whole and searched. */
    async firstSync({
      url,
      code,
      expected,
    }: {
      readonly url: string;
      readonly code: string;
      readonly expected: number;
    }) {
      const begun = performance.now();
      const cpuBegun = processorMs();
      must(await till().register.enrol({ serverUrl: url, code }));
      const documents = await when(() => {
        const { catalogue } = till().state.get();
        return catalogue.complete && catalogue.documents >= expected ? catalogue.documents : null;
      });
      const { inside } = till();
      assert(inside !== null, 'the till is sound');
      const found = inside.catalogue.search({ text: 'tea', categoryId: null, limit: 20 });
      assert(found.length === 20, 'the catalogue can be searched');
      const ms = performance.now() - begun;
      return { ms, cpuMs: processorMs() - cpuBegun, documents, ...residentMemory() };
    },
    async signIn(person: { readonly staffId: Id<'Staff'>; readonly pin: string }) {
      must(till().people.signIn(person));
    },
    /** Edits without a network, each on disk before the next, and then the network is back. */
    async pushEdits({ ids, price }: { readonly ids: readonly ItemId[]; readonly price: number }) {
      online = false;
      const editsBegun = performance.now();
      for (const id of ids) {
        must(await till().items.edit({ id, fields: { price: minorUnits(price) } }));
      }
      const editMs = performance.now() - editsBegun;
      assert(till().state.get().sync.waitingEdits === ids.length, 'all edits wait');
      online = true;
      const begun = performance.now();
      const cpuBegun = processorMs();
      must(await till().register.syncNow());
      await when(() => (till().state.get().sync.waitingEdits === 0 ? true : null));
      const { parkedEdits, openConflicts } = till().state.get().sync;
      assert(parkedEdits + openConflicts === 0, 'every edit was accepted');
      const ms = performance.now() - begun;
      return { ms, cpuMs: processorMs() - cpuBegun, editMs };
    },
    /** Whether the stream is open; it has a while to open. */
    live: () =>
      Promise.race([
        when(() => (till().state.get().sync.live ? true : null)),
        wait(LIVE_WITHIN_MS, false),
      ]),
    /** When the screens are told of a price of an item, in ms since 1970. */
    async hear({ id, price }: { readonly id: ItemId; readonly price: number }) {
      const { inside } = till();
      assert(inside !== null, 'the till is sound');
      return when(() =>
        inside.catalogue.itemById(id)?.price === price
          ? performance.timeOrigin + performance.now()
          : null,
      );
    },
    async edit({ id, price }: { readonly id: ItemId; readonly price: number }) {
      const at = performance.timeOrigin + performance.now();
      must(await till().items.edit({ id, fields: { price: minorUnits(price) } }));
      return at;
    },
  },
  () => opened?.close(),
);
