/** How this till's keys and scanner are set up, as core keeps it. */
import {
  STANDARD_SETUP,
  type TillSetup,
} from '@second-chance/shared/contract/till/till-mode-calls.ts';
import type { Till } from '../state/follow-till.ts';
import { createSource } from '../state/source.ts';

export const tillSetup = createSource<TillSetup>(STANDARD_SETUP);

/** Reads it as soon as core answers, and again whenever the wire is new. */
export async function loadSetup({ port, whenOpen }: Pick<Till, 'port' | 'whenOpen'>) {
  await whenOpen();
  const setup = await port.setup.get({}).catch(() => null);
  if (setup !== null) tillSetup.set(setup);
}

/** The key that an action of the house has here. */
export function keyOnTill(setup: TillSetup, key: string): string {
  return setup.keys[key] ?? key;
}

/**
 * The key of the house that a pressed key stands for; null where its action went to another key and
 * none took its place.
 */
export function houseKey({ keys }: TillSetup, pressed: string): string | null {
  const moved = Object.entries(keys).find(([, own]) => own === pressed);
  if (moved !== undefined) return moved[0];
  return pressed in keys ? null : pressed;
}

export interface KeyMove {
  /** The action, by the key that it has from the house. */
  readonly house: string;
  /** The key that it shall have here. */
  readonly own: string;
  /** All actions that can move, by their keys of the house. */
  readonly actions: readonly string[];
}

/**
 * The keys with one action moved. What had that key before changes places with it, so that no
 * action is ever without one.
 */
export function withKey(
  keys: TillSetup['keys'],
  { house, own, actions }: KeyMove,
): TillSetup['keys'] {
  const next: Record<string, string> = { ...keys };
  const before = next[house] ?? house;
  const other = houseKey({ ...STANDARD_SETUP, keys }, own);
  if (other !== null && other !== house && actions.includes(other)) next[other] = before;
  next[house] = own;
  return Object.fromEntries(Object.entries(next).filter(([key, value]) => key !== value));
}
