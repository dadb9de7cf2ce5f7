/** A real till core in a process of its own. */
import { must } from '@second-chance/desktop/src/core/test/open-test-till.ts';
import { openTill, type Till } from '@second-chance/desktop/src/core/till.ts';
import { assert } from '@second-chance/shared/assert.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { processorMs, rssMb, serveCalls } from './worker.ts';

const silent = {
  info: () => {},
  warn: (facts: object, message: string) => console.error(message, facts),
  error: (facts: object, message: string) => console.error(message, facts),
};
let opened: Till | null = null;

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
      return { ms, cpuMs: processorMs() - cpuBegun, documents, rssMb: rssMb() };
    },
    memory: () => {
      globalThis.gc?.();
      return rssMb();
    },
  },
  () => opened?.close(),
);
