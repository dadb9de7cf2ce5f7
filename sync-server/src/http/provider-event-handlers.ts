/** REST handlers of what the provider told by itself: looked at, and acted on again. */
import { idSchema, type PaymentId } from '@second-chance/shared/ids.ts';
import {
  findProviderEvent,
  listProviderEvents,
  type StoredEvent,
} from '../payments/provider-event-repository.ts';
import { replayProviderEvent } from '../payments/take-provider-event.ts';
import { actorWith, read, refusal, rest } from './rest.ts';

const LISTED_MAX = 200;

export const providerEventHandlers = {
  list: rest.providerEvents.list.handler(async ({ input: { undone }, context }) => {
    actorWith(context, 'set_up_payments', null);
    const rows = await read(context, ({ tx, organizationId }) =>
      listProviderEvents(tx, { organizationId, undone, limit: LISTED_MAX }),
    );
    return { rows: rows.map(viewOf) };
  }),

  replay: rest.providerEvents.replay.handler(async ({ input, context }) => {
    actorWith(context, 'set_up_payments', null);
    const { organizationId } = context;
    const find = () =>
      read(context, ({ tx }) => findProviderEvent(tx, { organizationId, ...input }));
    const event = await find();
    if (event === null) throw refusal({ code: 'NOT_FOUND', message: 'There is no such event.' });
    const { deps, actor } = context;
    const who = { organizationId, at: deps.clock(), actorId: actor?.accountId ?? null };
    await replayProviderEvent(deps, who, { ...event, paymentId: paymentOf(event) });
    return viewOf((await find()) ?? event);
  }),
};

function viewOf(event: StoredEvent) {
  const { provider, eventId, type, receivedAt, processedAt, problem } = event;
  return { provider, eventId, type, receivedAt, processedAt, problem, paymentId: paymentOf(event) };
}

function paymentOf({ payload }: StoredEvent): PaymentId | null {
  const id = idSchema<'Payment'>().safeParse(payload.paymentId);
  return id.success ? id.data : null;
}
