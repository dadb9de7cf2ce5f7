/** Paying: asked once, and asked again with the same ids where the answer was lost. */
import { ORPCError } from '@orpc/client';
import type { CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import { callErrorOf } from '../rpc/call-error.ts';
import type { TillPort } from '../rpc/till-port.ts';
import type { Till } from '../state/follow-till.ts';

export type Payment = Omit<Parameters<TillPort['sales']['pay']>[0], 'approval'>;

/**
 * Pays the ticket. Where the wire breaks before the answer, core may have written the sale: the
 * same call is repeated once the wire is back, and core answers the sale that is there. After a few
 * tries, or where no wire comes back, it ends with UNAVAILABLE and a person decides.
 */
export async function paySale(
  { port, whenOpen }: Pick<Till, 'port' | 'whenOpen'>,
  payment: Payment,
  { approval, onWaiting }: { readonly approval?: Approval | undefined; onWaiting(): void },
): Promise<CompletedSale> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await port.sales.pay(approval === undefined ? payment : { ...payment, approval });
    } catch (thrown) {
      if (callErrorOf(thrown).code !== 'UNAVAILABLE') throw thrown;
      if (tries === TRIES_MAX) throw unanswered();
      onWaiting();
      await pause(RETRY_PAUSE * 2 ** (tries - 1));
      const back = await Promise.race([whenOpen().then(() => true), pause(WIRE_WAIT_MAX)]);
      if (back !== true) throw unanswered();
    }
  }
}

/** What to do about it has words of its own: the sale may be written or not. */
function unanswered(): ORPCError<
  'UNAVAILABLE',
  { readonly details: { readonly unanswered: true } }
> {
  return new ORPCError('UNAVAILABLE', { data: { details: { unanswered: true } } });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const TRIES_MAX = 5;
const RETRY_PAUSE = 300;
/** Core starts in two seconds; what takes longer needs a person. */
const WIRE_WAIT_MAX = 15_000;
