/** Calls about the till itself: training, and how this till's keys and scanner are set up. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { tillStateSchema } from './views.ts';

/** A key as it stands on a button: `F8`, `Alt D`, `Del`. */
const keyName = z.string().min(1).max(20);

export const tillSetupSchema = z.strictObject({
  /** By the key that an action has from the house: the key that it has on this till. */
  keys: z.record(keyName, keyName),
  scanner: z.strictObject({
    /** What the scanner sends before and after a code; taken off. */
    prefix: z.string().max(10),
    suffix: z.string().max(10),
    /** Shorter bursts are typing. */
    lengthMin: z.int().min(1).max(20),
  }),
});
export type TillSetup = z.infer<typeof tillSetupSchema>;

export const STANDARD_SETUP: TillSetup = {
  keys: {},
  scanner: { prefix: '', suffix: '', lengthMin: 4 },
};

export const tillModeCalls = {
  training: {
    /** Begins or ends training. The ticket must be empty: CART_NOT_EMPTY. */
    set: oc.input(z.strictObject({ on: z.boolean() })).output(tillStateSchema),
  },
  setup: {
    get: oc.input(z.strictObject({})).output(tillSetupSchema),
    save: oc.input(tillSetupSchema).output(tillSetupSchema),
  },
};
