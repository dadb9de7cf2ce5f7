/** What the screens are told about the desktop program, and what they may change of it. */
import { z } from 'zod';

export const desktopViewSchema = z.strictObject({
  version: z.string(),
  kiosk: z.boolean(),
  startAtLogin: z.boolean(),
  /** `file`: this operating system keeps no secrets, so the key lies in a file of its own. */
  keyKeptBy: z.enum(['keychain', 'file']),
  dataFolder: z.string(),
  update: z.strictObject({
    /** `off`: nobody said where updates come from. `failed`: asked again later. */
    state: z.enum(['off', 'none', 'loading', 'ready', 'failed']),
    version: z.string().nullable(),
    /** What an update that is ready waits for; empty where it can be installed. */
    waitsFor: z.array(z.enum(['cart', 'unsent', 'core'])),
  }),
  /** Whether whoever is signed in may change these. */
  mayChange: z.boolean(),
});
export type DesktopView = z.infer<typeof desktopViewSchema>;

export const desktopChangeSchema = z.strictObject({
  kiosk: z.boolean().optional(),
  startAtLogin: z.boolean().optional(),
});
export type DesktopChange = z.infer<typeof desktopChangeSchema>;
