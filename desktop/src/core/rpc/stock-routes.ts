import type { Till } from '../till.ts';
import type { TillOs } from './till-os.ts';
import { unwrap } from './unwrap.ts';

/** The stock screens' part of the till's router. */
export function stockRoutes(os: TillOs, till: Till) {
  const { inventory, goods, counts, imports, exports, store } = till;
  return {
    inventory: {
      list: os.inventory.list.handler(({ input }) => unwrap(inventory.list(input))),
      item: os.inventory.item.handler(({ input }) => unwrap(inventory.item(input))),
      byCode: os.inventory.byCode.handler(({ input }) => unwrap(inventory.byCode(input))),
      history: os.inventory.history.handler(({ input }) => unwrap(inventory.history(input))),
      references: os.inventory.references.handler(() => unwrap(inventory.references())),
      newCode: os.inventory.newCode.handler(() => unwrap(inventory.newCode())),
      create: os.inventory.create.handler(async ({ input }) =>
        unwrap(await inventory.create(input)),
      ),
      addVariant: os.inventory.addVariant.handler(async ({ input }) =>
        unwrap(await inventory.addVariant(input)),
      ),
      keepPicture: os.inventory.keepPicture.handler(({ input }) =>
        unwrap(inventory.keepPicture(input)),
      ),
      printLabels: os.inventory.printLabels.handler(({ input }) =>
        unwrap(inventory.printLabels(input)),
      ),
      bulkEdit: os.inventory.bulkEdit.handler(async ({ input }) =>
        unwrap(await inventory.bulkEdit(input)),
      ),
      changeSets: os.inventory.changeSets.handler(({ input }) =>
        unwrap(inventory.changeSets(input)),
      ),
      undo: os.inventory.undo.handler(async ({ input }) => unwrap(await inventory.undo(input))),
    },
    goods: {
      receive: os.goods.receive.handler(async ({ input }) => unwrap(await goods.receive(input))),
      transfer: os.goods.transfer.handler(async ({ input }) => unwrap(await goods.transfer(input))),
    },
    counts: {
      list: os.counts.list.handler(() => unwrap(counts.list())),
      start: os.counts.start.handler(({ input }) => unwrap(counts.start(input))),
      scan: os.counts.scan.handler(({ input }) => unwrap(counts.scan(input))),
      review: os.counts.review.handler(({ input }) => unwrap(counts.review(input))),
      post: os.counts.post.handler(async ({ input }) => unwrap(await counts.post(input))),
      drop: os.counts.drop.handler(({ input }) => unwrap(counts.drop(input))),
      parts: os.counts.parts.handler(async () => unwrap(await counts.parts())),
      handOver: os.counts.handOver.handler(async ({ input }) =>
        unwrap(await counts.handOver(input)),
      ),
      takeIn: os.counts.takeIn.handler(async ({ input }) => unwrap(await counts.takeIn(input))),
    },
    imports: {
      check: os.imports.check.handler(({ input }) => unwrap(imports.check(input))),
      run: os.imports.run.handler(async ({ input }) => unwrap(await imports.run(input))),
    },
    exports: { read: os.exports.read.handler(({ input }) => unwrap(exports.read(input))) },
    store: {
      staff: os.store.staff.handler(() => unwrap(store.staff())),
      settings: os.store.settings.handler(() => unwrap(store.settings())),
    },
  };
}
