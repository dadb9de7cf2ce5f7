/** What a shop set for the desktop program on this PC: a small file that a person may read. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const settingsSchema = z.object({
  kiosk: z.boolean().catch(false),
  startAtLogin: z.boolean().catch(false),
  /** The customer display was open when the program ended. */
  display: z.boolean().catch(false),
});
export type DesktopSettings = z.infer<typeof settingsSchema>;

export interface SettingsFile {
  readonly get: () => DesktopSettings;
  readonly change: (change: Partial<DesktopSettings>) => void;
}

/** A file that is missing or spoiled counts as one without wishes: a till must start. */
export function openSettings(file: string): SettingsFile {
  let settings = settingsSchema.parse(readJson(file));
  return {
    get: () => settings,
    change(change) {
      settings = { ...settings, ...change };
      const aside = `${file}.partial`;
      writeFileSync(aside, `${JSON.stringify(settings, null, 2)}\n`, { flush: true });
      renameSync(aside, file);
    },
  };
}

function readJson(file: string): object {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
