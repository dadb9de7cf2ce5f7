import type { Mutation } from '../faults/mutations.ts';

const STRIPE = 'sync-server/src/payments/stripe/stripe-provider.ts';

/** Guards of card payments, each with the walk that misses it. */
export const CARD_MUTATIONS: readonly (Mutation & {
  readonly flow: string;
  /** What of it the walk finds. */
  readonly shows: RegExp;
})[] = [
  {
    name: 'lost-answer-counts-as-no-charge',
    flow: 'approved',
    shows: /one charge or none|can be charged any more at the provider/,
    guarantee: 'from unknown only the word of the provider leads on',
    seed: '',
    patches: [
      {
        file: 'desktop/src/core/payments/follow-cards.ts',
        find: '  if (payment.view === null) {\n',
        replace: `  if (payment.view === null && payment.state !== 'created') {
    const says = { kind: 'canceled' } as const;
    settle(deps, move(deps, payment, { kind: 'provider', says }));
    return 'again';
  }
  if (payment.view === null) {
`,
      },
    ],
  },
  {
    name: 'charge-under-a-new-key',
    flow: 'approved',
    shows: /booked once/,
    guarantee: 'a charge that is sent again bears the key that was stored before it was sent',
    seed: '',
    patches: [
      {
        file: STRIPE,
        find: `() => send(\`\${paymentId}-create\`),`,
        replace: `() => send(\`\${paymentId}-create-\${randomUUID()}\`),`,
      },
    ],
  },
  {
    name: 'refund-under-a-new-key',
    flow: 'refunded',
    shows: /given back once|sales .*, books/,
    guarantee: 'a refund that is sent again bears the key that was stored before it was sent',
    seed: '',
    patches: [
      {
        file: STRIPE,
        find: `() => send(\`\${order.refundId}-refund\`),`,
        replace: `() => send(\`\${order.refundId}-refund-\${randomUUID()}\`),`,
      },
    ],
  },
];
