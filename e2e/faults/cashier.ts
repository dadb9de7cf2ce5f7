/** Works at a till: does one thing after another, by the seed, and notes what the till answered. */
import { setTimeout as pause } from 'node:timers/promises';
import { breach, type Ledger } from './ledger.ts';
import type { ManagedTill } from './managed-till.ts';
import { type Draws, drawsOf } from './random.ts';
import type { ShopItem } from './shop.ts';
import { type Acted, type Action, EDITED_FIELDS } from './till-actions.ts';

export interface Cashier {
  /** Does the next thing and notes what came of it. */
  readonly step: () => Promise<void>;
  /** Works until `stop`; rests while the till is held. */
  readonly work: () => Promise<void>;
  readonly stop: () => void;
}

/** Few, so that those who edit meet at them. */
export const EDITED_ITEMS = 5;

const WEIGHTS: Readonly<Record<Action['kind'], number>> = {
  sell: 60,
  return: 12,
  loose_return: 4,
  void: 5,
  adjust: 10,
  move_cash: 3,
  close_shift: 2,
  edit: 8,
};

/** What a sound till may answer instead of doing it. Anything else is a breach. */
const IN_ORDER: Readonly<Record<Action['kind'], ReadonlySet<string>>> = {
  sell: new Set(['SALE_CHANGED']),
  return: new Set([
    'NOT_FOUND',
    'NOT_RETURNABLE',
    'RETURN_TOO_LATE',
    'RETURN_EXCEEDS_SALE',
    'TENDER_NOT_ALLOWED',
  ]),
  loose_return: new Set(['SALE_CHANGED']),
  void: new Set(['NOT_FOUND', 'VOID_NOT_POSSIBLE']),
  adjust: new Set(),
  move_cash: new Set(),
  close_shift: new Set(),
  edit: new Set(),
};

export interface CashierOptions {
  readonly seed: string;
  readonly ledger: Ledger;
  /** Longest pause between two things, in ms. */
  readonly pauseMs: number;
}

export function employCashier(till: ManagedTill, options: CashierOptions): Cashier {
  const { seed, ledger, pauseMs } = options;
  let steps = 0;
  let stopping = false;

  async function step(): Promise<void> {
    steps += 1;
    const draws = drawsOf(seed, 'action', till.name, steps);
    const token = `${till.name}-${steps}`;
    const action = nextAction(draws, till, { ledger, token });
    const acted = await till.act(action);
    if (acted !== null) note(till, { action, acted, ledger });
  }

  async function work(): Promise<void> {
    while (!stopping) {
      if (till.holds > 0) await pause(20);
      else await step();
      await pause(drawsOf(seed, 'pause', till.name, steps).below(pauseMs + 1));
    }
  }

  return {
    step,
    work,
    stop: () => {
      stopping = true;
    },
  };
}

function note(
  till: ManagedTill,
  { action, acted, ledger }: { action: Action; acted: Acted; ledger: Ledger },
): void {
  ledger.actions += 1;
  if (acted.sale !== null) ledger.receipts.push({ ...acted.sale, till: till.name });
  if (acted.refused === null && action.kind === 'edit') {
    const { itemId, field, token } = action;
    ledger.tillEdits.push({ till: till.name, itemId, field, token });
  }
  if (acted.refused === null) return;
  const { code, message } = acted.refused;
  ledger.refusals[code] = (ledger.refusals[code] ?? 0) + 1;
  if (IN_ORDER[action.kind].has(code)) return;
  if (till.diskMayRefuse && (code === 'DISK_FULL' || code === 'DISK_FAILED')) return;
  breach(ledger, 'a till does what a cashier may ask for', {
    till: till.name,
    action: action.kind,
    code,
    message,
  });
}

function nextAction(
  draws: Draws,
  till: ManagedTill,
  { ledger, token }: { readonly ledger: Ledger; readonly token: string },
): Action {
  const { items } = till.store;
  const goods = items.filter(({ kind }) => kind !== 'service');
  const kind = draws.weighted(WEIGHTS);
  switch (kind) {
    case 'sell':
      return {
        kind,
        lines: Array.from({ length: draws.between(1, 4) }, () => aLine(draws, items)),
        tender: draws.pick(['cash', 'card', 'both']),
        discount: draws.chance(0.15) ? draws.between(1, 30) * 100 : 0,
        parked: draws.chance(0.08),
      };
    case 'return': {
      const receipt = aReceipt(draws, till, ledger);
      return receipt === null ? anAdjustment(draws, goods) : { kind, ...receipt };
    }
    case 'loose_return':
      return { kind, itemId: draws.pick(goods).id, quantity: draws.between(1, 2) };
    case 'void': {
      const receipt = aReceipt(draws, till, ledger);
      return receipt === null ? anAdjustment(draws, goods) : { kind, ...receipt };
    }
    case 'adjust':
      return anAdjustment(draws, goods);
    case 'move_cash':
      return { kind, amount: draws.between(1, 5_000) };
    case 'close_shift':
      return { kind };
    case 'edit': {
      const { id: itemId } = draws.pick(items.slice(0, EDITED_ITEMS));
      return { kind, itemId, field: draws.pick(EDITED_FIELDS), token };
    }
  }
}

function aLine(draws: Draws, items: readonly ShopItem[]) {
  const item = draws.pick(items);
  return { code: item.sku, quantity: item.kind === 'unique' ? 1 : draws.between(1, 3) };
}

function anAdjustment(draws: Draws, goods: readonly ShopItem[]): Action {
  const quantity = draws.between(1, 9) * (draws.chance(0.5) ? 1 : -1);
  return { kind: 'adjust', itemId: draws.pick(goods).id, quantity };
}

const RECENT = 30;

/** One of the latest receipts of this till; null where it has none yet. */
function aReceipt(draws: Draws, till: ManagedTill, ledger: Ledger) {
  const own = ledger.receipts.filter((receipt) => receipt.till === till.name).slice(-RECENT);
  if (own.length === 0) return null;
  const { saleId, receiptNumber } = draws.pick(own);
  return { saleId, receiptNumber };
}
