/**
 * The one door that PINs go through, at sign-in and at approvals. A try is counted on disk before
 * it is checked, so that pulling the plug does not give it back. Waits are in pin-ladder.ts.
 */
import { verifySync } from '@node-rs/argon2';
import type { StaffId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { Store } from '../store/open-store.ts';
import { lockLeft, type PinTries, waitAfter } from './pin-ladder.ts';

/** What is checked where there is no hash, so that an unknown person costs the same time. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$EZQ1LI2xL2vK4Q+m33hcPw$x2H3Pm8t4/abUy9ABNOR+lJfUzN5oSib3as1/KOP+cY';

export interface PinTry {
  readonly staffId: StaffId;
  readonly pin: string;
  /** The person's argon2id hash; null where the person is unknown or has no PIN. */
  readonly pinHash: string | null;
  readonly now: EpochMs;
}

/**
 * Checks a PIN. Errors: PIN_LOCKED with `details.retryAfterMs` while a wait runs, and PIN_WRONG
 * with `details.retryAfterMs` of the wait that begins now (0 while tries are free).
 */
export function checkPin(store: Store, { staffId, pin, pinHash, now }: PinTry): Outcome<true> {
  const tries = triesOf(store, staffId);
  const left = lockLeft(tries, now);
  if (left > 0) return refuse('PIN_LOCKED', 'too many wrong PINs', { retryAfterMs: left });

  const failed = tries.failed + 1;
  const wait = waitAfter(failed);
  if (pinHash !== null) countTry(store, staffId, { failed, lockedUntil: (now + wait) as EpochMs });

  const right = isPinOf(pinHash ?? NOBODYS_HASH, pin) && pinHash !== null;
  if (!right)
    return refuse('PIN_WRONG', 'wrong PIN', { retryAfterMs: pinHash === null ? 0 : wait });
  forgetTries(store, staffId);
  return ok(true);
}

/** A hash that is none comes from outside and lets nobody in. */
function isPinOf(pinHash: string, pin: string): boolean {
  try {
    return verifySync(pinHash, pin);
  } catch {
    return false;
  }
}

function triesOf(store: Store, staffId: StaffId): PinTries {
  const row = store
    .prepare('select failed, locked_until as lockedUntil from pin_guard where staff_id = ?')
    .get(staffId) as PinTries | undefined;
  return row ?? { failed: 0, lockedUntil: 0 as EpochMs };
}

function countTry(store: Store, staffId: StaffId, { failed, lockedUntil }: PinTries): void {
  store
    .prepare(
      `insert into pin_guard (staff_id, failed, locked_until) values (?, ?, ?)
       on conflict (staff_id) do update
       set failed = excluded.failed, locked_until = excluded.locked_until`,
    )
    .run(staffId, failed, lockedUntil);
}

function forgetTries(store: Store, staffId: StaffId): void {
  store.prepare('delete from pin_guard where staff_id = ?').run(staffId);
}
