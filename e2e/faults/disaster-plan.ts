/** Which disasters come in which order: drawn from the seed before anything runs. */
import { DISASTERS, type Disaster } from './fault-kinds.ts';
import { type Draws, drawsOf } from './random.ts';

export interface PlannedDisaster {
  /** Null: nothing but the network's own faults. */
  readonly kind: Disaster | null;
  /** Number of this disaster in the run, from 1; names its own draws. */
  readonly number: number;
  /** Things done at tills before it comes. */
  readonly afterActions: number;
  /** How hard the network is struck from here on: share of exchanges. */
  readonly weather: number;
}

const LATER_WEIGHTS: Readonly<Record<Disaster, number>> = {
  kill_till: 6,
  kill_node: 3,
  postgres_restart: 2,
  disk_full: 1,
  clock_jump: 3,
  partition: 2,
  lost_document: 2,
  // Once in a run each.
  long_offline: 0,
  clone: 0,
};

const SHORT_WEATHER_MAX = 0.3;

/** The cheap and likely ones come more than once in a first round that is not short. */
const OFTEN = ['kill_till', 'kill_till', 'kill_node'] as const;

/**
 * An endless plan. First one till goes offline for long, then each kind that is possible comes
 * once, in an order of the seed, so that none is missed; then more of them as long as the run
 * lasts.
 */
export function* planOf(
  seed: string,
  impossible: ReadonlySet<Disaster>,
  { short = false } = {},
): Generator<PlannedDisaster, never> {
  const draws = drawsOf(seed, 'plan');
  const possible = (Object.keys(DISASTERS) as Disaster[]).filter((kind) => !impossible.has(kind));
  const first: Disaster[] = [
    ...possible.filter((kind) => kind === 'long_offline'),
    ...draws.shuffled([
      ...possible.filter((kind) => kind !== 'long_offline'),
      ...(short ? [] : OFTEN),
    ]),
  ];
  const weights = { ...LATER_WEIGHTS };
  for (const kind of impossible) weights[kind] = 0;
  for (let number = 1; ; number += 1) {
    const kind = first[number - 1] ?? draws.weighted(weights);
    const disaster = planned(draws, number, kind);
    yield short ? hastened(disaster) : disaster;
  }
}

/** Whoever waits out a failure in foul weather waits for long. */
function hastened({ afterActions, weather, ...disaster }: PlannedDisaster): PlannedDisaster {
  return {
    ...disaster,
    afterActions: Math.ceil(afterActions / 2),
    weather: Math.min(weather, SHORT_WEATHER_MAX),
  };
}

/** How many disasters there are before every possible kind has come. */
export function firstRound(impossible: ReadonlySet<Disaster>, { short = false } = {}): number {
  return Object.keys(DISASTERS).length - impossible.size + (short ? 0 : OFTEN.length);
}

/** The network alone needs no turns: each one breaks the streams that are open. */
const NETWORK_TURN = 8;

/** An endless plan of these alone, in turn; of none, the network alone is what strikes. */
export function* planOfOnly(
  seed: string,
  kinds: readonly Disaster[],
): Generator<PlannedDisaster, never> {
  const draws = drawsOf(seed, 'plan');
  for (let number = 1; ; number += 1) {
    const kind = kinds[(number - 1) % kinds.length] ?? null;
    const { afterActions, ...disaster } = planned(draws, number, kind);
    const turn = kind === null ? NETWORK_TURN : 1;
    yield { ...disaster, afterActions: afterActions * turn, weather: 0.4 };
  }
}

function planned(draws: Draws, number: number, kind: Disaster | null): PlannedDisaster {
  return {
    kind,
    number,
    afterActions: draws.between(10, 60),
    weather: draws.pick([0.05, 0.15, 0.3, 0.5]),
  };
}
