import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import { type CallError, callErrorOf } from '../rpc/call-error.ts';
import { useSell } from '../sell/sell-context.ts';
import type { SellModel } from '../sell/sell-model.ts';
import { type Call, GivenUp, useCall } from '../state/use-call.ts';

export interface GuardedCall extends Omit<Call, 'run'> {
  /** Like `run` of a call; where core asks for a manager, the sheet asks for one and goes on. */
  run<T>(call: (approval: Approval | undefined) => Promise<T>): Promise<T | null>;
}

export function useGuardedCall(): GuardedCall {
  const model = useSell();
  const call = useCall();
  return { ...call, run: (guarded) => call.run(() => withApproval(model, guarded)) };
}

async function withApproval<T>(
  model: SellModel,
  call: (approval: Approval | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await call(undefined);
  } catch (thrown) {
    const error = callErrorOf(thrown);
    if (error.code !== 'APPROVAL_REQUIRED') throw thrown;
    return askForApproval(model, error, call);
  }
}

function askForApproval<T>(
  { approval }: SellModel,
  error: CallError,
  call: (approval: Approval) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    approval.set({
      right: String(error.details.right ?? ''),
      async vouch(given) {
        try {
          const value = await call(given);
          approval.set(null);
          resolve(value);
          return null;
        } catch (thrown) {
          const refusal = callErrorOf(thrown);
          if (ABOUT_THE_PIN.has(refusal.code)) return refusal;
          approval.set(null);
          reject(thrown);
          return null;
        }
      },
      cancel() {
        approval.set(null);
        reject(new GivenUp('nobody vouched'));
      },
    });
  });
}

/** Refusals that the one who vouches can do something about; others go back to the asker. */
const ABOUT_THE_PIN = new Set(['PIN_WRONG', 'PIN_LOCKED', 'STAFF_INACTIVE', 'NOT_ALLOWED']);
