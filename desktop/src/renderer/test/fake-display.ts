/** What core would show customers, as a test wishes it. */
import { EventPublisher, implement } from '@orpc/server';
import { displayContract } from '@second-chance/shared/contract/display-rpc.ts';
import type { DisplayView } from '@second-chance/shared/contract/till/display-view.ts';
import { currencyCodeSchema } from '@second-chance/shared/money/currency-code.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';

export function createFakeDisplay() {
  const store = { name: 'Main Street', currency: currencyCodeSchema.parse('EUR'), locale: 'en-GB' };
  const changes = new EventPublisher<{ view: DisplayView }>();
  let view: DisplayView = { store, show: { kind: 'welcome' } };
  const os = implement(displayContract);
  return {
    router: os.router({
      watch: os.watch.handler(async function* ({ signal }) {
        // Listening begins before the first answer, so that nothing falls between the two.
        const next = changes.subscribe('view', { signal });
        yield view;
        yield* next;
      }),
    }),
    show(next: DisplayView['show']) {
      view = { store, show: next };
      changes.publish('view', view);
    },
  };
}

const line = (lineId: string, name: string, tag: number, total = tag, quantity = 1) => ({
  lineId,
  name,
  quantity,
  tag: minorUnits(tag),
  total: minorUnits(total),
});

export const A_TICKET: DisplayView['show'] = {
  kind: 'ticket',
  lines: [
    line('1', 'Denim jacket, M', 2_400, 1_800),
    line('2', 'Teapot with a chip at its lid', 850),
    line('3', 'Paperback', 600, 600, 2),
  ],
  pieces: 4,
  gross: minorUnits(3_250),
};

export const A_PAYMENT: DisplayView['show'] = {
  kind: 'paid',
  gross: minorUnits(3_250),
  tendered: minorUnits(5_000),
  change: minorUnits(1_750),
};
