/** The stock screens' calls of the fake till: canned answers, and NOT_FOUND for what changes something. */
import { type implement, ORPCError } from '@orpc/server';
import type { tillContract } from '@second-chance/shared/contract/till-rpc.ts';

export function fakeStock(os: ReturnType<typeof implement<typeof tillContract>>) {
  const no = () => {
    throw new ORPCError('NOT_FOUND');
  };
  return {
    inventory: {
      list: os.inventory.list.handler(() => ({ rows: [], total: 0, value: 0 as never })),
      item: os.inventory.item.handler(no),
      byCode: os.inventory.byCode.handler(no),
      history: os.inventory.history.handler(() => ({ events: [], complete: true })),
      references: os.inventory.references.handler(() => ({
        ...{ categories: [], taxRates: [], priceSchedules: [], stores: [] },
        today: '2026-11-21' as never,
      })),
      newCode: os.inventory.newCode.handler(() => ({ code: 'A1.1.0001' })),
      create: os.inventory.create.handler(no),
      addVariant: os.inventory.addVariant.handler(no),
      keepPicture: os.inventory.keepPicture.handler(no),
      printLabels: os.inventory.printLabels.handler(() => ({ label: 'no_printer' as const })),
      bulkEdit: os.inventory.bulkEdit.handler(no),
      changeSets: os.inventory.changeSets.handler(() => []),
      undo: os.inventory.undo.handler(no),
    },
    goods: { receive: os.goods.receive.handler(no), transfer: os.goods.transfer.handler(no) },
    counts: {
      list: os.counts.list.handler(() => []),
      start: os.counts.start.handler(no),
      scan: os.counts.scan.handler(no),
      review: os.counts.review.handler(no),
      post: os.counts.post.handler(no),
      drop: os.counts.drop.handler(no),
      parts: os.counts.parts.handler(() => []),
      handOver: os.counts.handOver.handler(no),
      takeIn: os.counts.takeIn.handler(no),
    },
    imports: { check: os.imports.check.handler(() => null), run: os.imports.run.handler(no) },
    exports: {
      read: os.exports.read.handler(() => ({ text: '', rows: 0, next: null })),
    },
    store: {
      staff: os.store.staff.handler(() => []),
      settings: os.store.settings.handler(no),
    },
  };
}
