/** The till's own keys and scanner, as they are kept on its disk. */
import {
  STANDARD_SETUP,
  type TillSetup,
  tillSetupSchema,
} from '@second-chance/shared/contract/till/till-mode-calls.ts';
import type { Store } from './store/open-store.ts';
import { saveTillSetting, tillSetting } from './store/till-settings.ts';

const KEY = 'setup';

/** What was set; the house's where nothing was, or where another program wrote something else. */
export function readSetup(store: Store): TillSetup {
  const parsed = tillSetupSchema.safeParse(tillSetting(store, KEY));
  return parsed.success ? parsed.data : STANDARD_SETUP;
}

export function saveSetup(store: Store, setup: TillSetup): TillSetup {
  store.transaction(() => saveTillSetting(store, KEY, setup));
  return setup;
}
