/** The events that the fake Stripe tells by itself, signed as Stripe signs them. */
import { createHmac } from 'node:crypto';
import type { FakeState } from './state.ts';

export interface FakeWebhooks {
  /** All that happened and was not told yet, in the order of its happening. */
  readonly take: () => FakeEvent[];
  /** Sends events to an address and answers the statuses. */
  readonly send: (url: string, events: readonly FakeEvent[]) => Promise<readonly number[]>;
}

export interface FakeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: unknown };
}

export const WEBHOOK_SECRET = 'whsec_fake';

export function createWebhooks(state: FakeState): FakeWebhooks {
  let told = 0;
  return {
    take() {
      const fresh = state.happened.slice(told);
      const events = fresh.map(({ type, object }, index) => ({
        id: `evt_fake${told + index + 1}`,
        object: 'event',
        type,
        created: Math.floor(Date.now() / 1_000),
        data: { object },
      }));
      told += fresh.length;
      return events;
    },
    async send(url, events) {
      const statuses: number[] = [];
      for (const event of events) {
        const body = JSON.stringify(event);
        const headers = { 'content-type': 'application/json', 'stripe-signature': signature(body) };
        statuses.push((await fetch(url, { method: 'POST', headers, body })).status);
      }
      return statuses;
    },
  };
}

/** The header by which Stripe proves a body: a time and an HMAC-SHA-256 over time and body. */
export function signature(body: string, secret: string = WEBHOOK_SECRET): string {
  const at = Math.floor(Date.now() / 1_000);
  const v1 = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return `t=${at},v1=${v1}`;
}
