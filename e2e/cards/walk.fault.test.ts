import { hasDataFile } from '@second-chance/shared/test/data-files.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FakeStripe,
  startFakeStripe,
} from '../../sync-server/test/fake-stripe/fake-stripe.ts';
import {
  STRIPE_FIXTURES,
  STRIPE_SPEC,
} from '../../sync-server/test/fake-stripe/openapi-request.ts';
import { type CardWorld, openCardWorld } from './card-world.ts';
import { CARD_MUTATIONS } from './mutations-cards.ts';
import { keysOf, type ProviderSide, simulatorSide, stripeSide } from './provider-side.ts';
import { type Flow, walk } from './walk.ts';

const FLOWS: readonly Flow[] = [
  { name: 'approved', act: 'pays', capture: 'automatic', does: 'charge' },
  { name: 'declined', act: 'has_no_funds', capture: 'automatic', does: 'charge' },
  { name: 'answer lost', act: 'pays_unheard', capture: 'automatic', does: 'charge' },
  { name: 'canceled', act: 'walks_away', capture: 'automatic', does: 'give_up' },
  { name: 'held', act: 'pays', capture: 'manual', does: 'charge' },
  { name: 'refunded', act: 'pays', capture: 'automatic', does: 'refund' },
];
const [APPROVED] = FLOWS as readonly [Flow, ...Flow[]];
const hasStripe = hasDataFile(STRIPE_SPEC) && hasDataFile(STRIPE_FIXTURES);
/** `WALK=all`: every point of every flow with both providers, and builds without a guard. */
const all = process.env.WALK === 'all';
const WALK_MS = 900_000;

interface Walkable {
  readonly fake: FakeStripe | null;
  readonly world: CardWorld;
  readonly sides: Readonly<Record<ProviderSide['name'], ProviderSide | null>>;
}

async function open(mutation: string | null): Promise<Walkable> {
  const fake = hasStripe ? await startFakeStripe() : null;
  const world = await openCardWorld({ keys: fake && keysOf(fake), mutation });
  const { organizationId, databaseUrl, storeId } = world.shop;
  const shop = { organizationId, databaseUrl, storeId };
  const stripe = fake && (await stripeSide(fake, shop));
  return { fake, world, sides: { stripe, simulator: simulatorSide(shop) } };
}

/** How many points were walked, for whoever walks them all. */
function told(name: string, points: readonly string[]): void {
  if (all) console.info(`${name}: died at ${points.length} points`);
}

async function close({ world, fake }: Walkable): Promise<void> {
  await world[Symbol.asyncDispose]();
  await fake?.[Symbol.asyncDispose]();
}

describe('killed at any point of a card payment, till and server come to one truth', () => {
  let opened: Walkable;
  beforeAll(async () => {
    opened = await open(null);
  });
  afterAll(() => close(opened));

  const usual = hasStripe ? 'stripe' : 'simulator';
  const walks = (['stripe', 'simulator'] as const).flatMap((provider) =>
    FLOWS.map((flow) => ({ provider, flow, name: `${flow.name}, ${provider}` })),
  );
  const wanted = walks.filter(({ provider, flow }) =>
    all ? hasStripe || provider === 'simulator' : provider === usual && flow === APPROVED,
  );
  for (const { provider, flow, name } of wanted) {
    test(name, { timeout: WALK_MS }, async () => {
      const side = opened.sides[provider];
      if (side === null) throw new Error('there is no such provider');
      const { points } = await walk(opened.world, { side, flow, steps: all ? 'all' : 'changing' });
      told(name, points);
      // As many as are on the way at least: id, sending, request, answer; and the server's.
      const ofTill = points.filter((point) => point.startsWith('till'));
      expect(ofTill.length).toBeGreaterThan(4);
      expect(points.length - ofTill.length).toBeGreaterThan(4);
      expect(opened.fake?.log.filter(({ problem }) => problem !== null) ?? []).toEqual([]);
    });
  }

  for (const { provider, flow, name } of all ? wanted : []) {
    test(`both at once: ${name}`, { timeout: WALK_MS }, async () => {
      const side = opened.sides[provider];
      if (side === null) throw new Error('there is no such provider');
      const dies = 'with_the_other';
      const { points } = await walk(opened.world, { side, flow, dies, steps: 'all' });
      told(name, points);
      expect(points.length).toBeGreaterThan(4);
    });
  }
});

for (const { name, flow: flowName, shows } of all && hasStripe ? CARD_MUTATIONS : []) {
  test(`the walk fails on a build without a guard: ${name}`, { timeout: WALK_MS }, async () => {
    const opened = await open(name);
    try {
      const side = opened.sides.stripe;
      const flow = FLOWS.find((one) => one.name === flowName);
      if (side === null || flow === undefined) throw new Error('there is no such walk');
      const failure = await walk(opened.world, { side, flow, steps: 'all' }).then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(failure?.message).toMatch(/dies at/);
      expect(String(failure?.cause)).toMatch(shows);
    } finally {
      await close(opened);
    }
  });
}
