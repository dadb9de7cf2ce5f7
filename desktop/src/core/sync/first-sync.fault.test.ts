/** A first load over a line that breaks, again and again, after any number of bytes. */
import { assert } from '@second-chance/shared/assert.ts';
import { PACKED_TYPE } from '@second-chance/shared/contract/sync.ts';
import { anId, anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { openCatalogue } from '../documents/catalogue.ts';
import { readFeedState } from '../documents/feed-state.ts';
import { changesOf } from '../documents/test/feed-changes.ts';
import { setupSync } from './test/setup-sync.ts';

const ITEMS = 40;
const PULL = /\/sync\/pull\?after=(\d+)&.*part=catalogue/;
/** Shares no factor with a page's bytes, so that the cuts fall on ever other places. */
const STEP_BYTES = 41;

/** A line that breaks in the middle of each page of the catalogue when it is first asked for. */
function breakingLine() {
  const asked: number[] = [];
  const cuts: number[] = [];
  const types = new Set<string | null>();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    const after = PULL.exec(String(input))?.[1];
    if (after === undefined) return response;
    types.add(response.headers.get('content-type'));
    const isFirst = !asked.includes(Number(after));
    asked.push(Number(after));
    if (!isFirst) return response;
    const whole = new Uint8Array(await response.arrayBuffer());
    const cutAt = (cuts.length * STEP_BYTES) % whole.length;
    cuts.push(cutAt);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        if (cutAt > 0) controller.enqueue(whole.subarray(0, cutAt));
      },
      // Only once what came before the break was read.
      pull: (controller) => controller.error(new TypeError('terminated')),
    });
    return new Response(body, { status: response.status, headers: response.headers });
  };
  return { fetch, asked, cuts, types };
}

test('a first load that breaks after any number of bytes goes on where it was, until all is here once', async () => {
  const line = breakingLine();
  await using till = await setupSync({ fetch: line.fetch });
  till.server.streaming = false;
  till.server.pageSize = 1;
  till.server.feed = [
    ...changesOf(
      'items',
      Array.from({ length: ITEMS }, (_, at) =>
        anItem({ id: anId<'Item'>(at + 1), sku: `S${at + 1}`, barcodes: [] }),
      ),
    ),
  ];
  const sync = till.start();
  const catalogue = openCatalogue(till.setup.store, () => null);
  let known = 0;
  for (let tries = 0; !catalogue.coverage().complete; tries += 1) {
    assert(tries < 4 * ITEMS, 'the load never came to its end');
    await sync.syncNow();
    const { checkpoint } = readFeedState(till.setup.store, 'catalogue');
    // Nothing that was stored is asked for, or lost, again.
    expect(checkpoint).toBeGreaterThanOrEqual(known);
    known = checkpoint;
    expect(catalogue.coverage().documents).toBe(checkpoint);
  }
  expect(known).toBe(ITEMS);
  expect([...line.types]).toEqual([PACKED_TYPE]);
  // Every page broke once; none was asked for over and over.
  expect(line.cuts).toHaveLength(ITEMS);
  expect(line.asked.length).toBeLessThanOrEqual(3 * ITEMS);
  expect(new Set(line.cuts).size).toBeGreaterThan(ITEMS / 2);
});
