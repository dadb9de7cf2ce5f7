import type { PrintingState } from '@second-chance/shared/contract/till/device-views.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { StaffId } from '@second-chance/shared/ids.ts';
import { countIntents } from './documents/intent-rows.ts';
import { countOpenConflicts } from './documents/list-conflicts.ts';
import { cardsState } from './payments/cards-state.ts';
import { parkedCount } from './sell/park.ts';
import { isLoaded, personAtTill } from './session.ts';
import { openShift } from './shifts/shift-rows.ts';
import type { SyncState } from './sync/sync.ts';
import type { TillContext } from './till-context.ts';

/** The state of a till whose file is sound. */
export function tillState(
  till: TillContext,
  {
    staffId,
    sync,
    printing,
  }: {
    readonly staffId: StaffId | null;
    readonly sync: SyncState;
    readonly printing: PrintingState;
  },
): TillState {
  const staff = personAtTill(till, staffId);
  const shift = openShift(till.store);
  const { documents, total, complete, fresh } = till.catalogue.coverage();
  const { waiting, parked } = countIntents(till.store);
  return {
    phase: phaseOf(till, staff !== null),
    damage: null,
    store: storeView(till),
    register: registerView(till),
    staff,
    shift:
      shift === null
        ? null
        : {
            id: shift.shiftId,
            openedAt: shift.openedAt,
            openedBy: till.catalogue.staffById(shift.openedBy)?.displayName ?? '',
            float: shift.float,
          },
    sync: {
      ...sync,
      waitingEdits: waiting,
      parkedEdits: parked,
      openConflicts: countOpenConflicts(till.store),
    },
    catalogue: { documents, total, complete, reloading: fresh !== null },
    printing,
    parkedCount: parkedCount(till.store),
    cards: cardsState(till.store),
    training: till.chain() === 'training',
    lockAfterMinutes: till.catalogue.settings()?.autoLockMinutes ?? 0,
    cartRevision: till.carts.current().revision,
  };
}

function phaseOf(till: TillContext, signedIn: boolean): TillState['phase'] {
  if (till.enrolment() === null) return 'unenrolled';
  if (!isLoaded(till)) return 'loading';
  return signedIn ? 'signed_in' : 'signed_out';
}

function storeView({ catalogue }: TillContext): TillState['store'] {
  const settings = catalogue.settings();
  if (settings === null) return null;
  const { id, name, currency, locale, timeZone, pricesIncludeTax } = settings;
  return { id, name, currency, locale, timeZone, pricesIncludeTax };
}

function registerView({ enrolment }: TillContext): TillState['register'] {
  const register = enrolment();
  if (register === null) return null;
  const { registerId, registerCode, registerName, epoch } = register;
  return { id: registerId, code: registerCode, name: registerName, epoch };
}
