/** The till's calls over oRPC: input and output are checked by the contract, errors are coded. */
import type { Till } from '../till.ts';
import { stockRoutes } from './stock-routes.ts';
import { ticketRoutes } from './ticket-routes.ts';
import { tillOs } from './till-os.ts';
import { unwrap } from './unwrap.ts';
import { watchState } from './watch-state.ts';

/** Serves one till to any number of screens. */
export function createTillRouter(till: Till) {
  const os = tillOs(till);
  const { register, people, catalogue, cart, sales, cards, shifts, stock, devices } = till;

  return os.router({
    ...stockRoutes(os, till),
    state: {
      get: os.state.get.handler(() => till.state.get()),
      watch: os.state.watch.handler(({ signal }) => watchState(till.state, signal)),
    },
    register: {
      enrol: os.register.enrol.handler(async ({ input }) => unwrap(await register.enrol(input))),
      exportUnsynced: os.register.exportUnsynced.handler(() => unwrap(register.exportUnsynced())),
      syncNow: os.register.syncNow.handler(async () => unwrap(await register.syncNow())),
    },
    people: {
      list: os.people.list.handler(() => unwrap(people.list())),
      signIn: os.people.signIn.handler(({ input }) => unwrap(people.signIn(input))),
      signOut: os.people.signOut.handler(() => unwrap(people.signOut())),
    },
    catalogue: {
      search: os.catalogue.search.handler(({ input }) => unwrap(catalogue.search(input))),
      categories: os.catalogue.categories.handler(() => unwrap(catalogue.categories())),
    },
    cart: {
      get: os.cart.get.handler(() => unwrap(cart.get())),
      scan: os.cart.scan.handler(({ input }) => unwrap(cart.scan(input))),
      addItem: os.cart.addItem.handler(({ input }) => unwrap(cart.addItem(input))),
      setQuantity: os.cart.setQuantity.handler(({ input }) => unwrap(cart.setQuantity(input))),
      removeLine: os.cart.removeLine.handler(({ input }) => unwrap(cart.removeLine(input))),
      discountLine: os.cart.discountLine.handler(({ input }) => unwrap(cart.discountLine(input))),
      overridePrice: os.cart.overridePrice.handler(({ input }) =>
        unwrap(cart.overridePrice(input)),
      ),
      discountCart: os.cart.discountCart.handler(({ input }) => unwrap(cart.discountCart(input))),
      addReturn: os.cart.addReturn.handler(({ input }) => unwrap(cart.addReturn(input))),
      addReturnWithoutReceipt: os.cart.addReturnWithoutReceipt.handler(({ input }) =>
        unwrap(cart.addReturnWithoutReceipt(input)),
      ),
      clear: os.cart.clear.handler(() => unwrap(cart.clear())),
      park: os.cart.park.handler(({ input }) => unwrap(cart.park(input))),
      parked: os.cart.parked.handler(() => unwrap(cart.parked())),
      recall: os.cart.recall.handler(({ input }) => unwrap(cart.recall(input))),
    },
    sales: {
      pay: os.sales.pay.handler(({ input }) => unwrap(sales.pay(input))),
      recent: os.sales.recent.handler(({ input }) => unwrap(sales.recent(input))),
      receipt: os.sales.receipt.handler(({ input }) => unwrap(sales.receipt(input))),
      returnable: os.sales.returnable.handler(({ input }) => unwrap(sales.returnable(input))),
      void: os.sales.void.handler(({ input }) => unwrap(sales.void(input))),
    },
    cards: {
      readers: os.cards.readers.handler(async () => unwrap(await cards.readers())),
      charge: os.cards.charge.handler(({ input }) => unwrap(cards.charge(input))),
      giveUp: os.cards.giveUp.handler(({ input }) => unwrap(cards.giveUp(input))),
      giveBack: os.cards.giveBack.handler(({ input }) => unwrap(cards.giveBack(input))),
      connectionToken: os.cards.connectionToken.handler(async () =>
        unwrap(await cards.connectionToken()),
      ),
      simulate: os.cards.simulate.handler(async ({ input }) => unwrap(await cards.simulate(input))),
    },
    shifts: {
      open: os.shifts.open.handler(({ input }) => unwrap(shifts.open(input))),
      moveCash: os.shifts.moveCash.handler(({ input }) => unwrap(shifts.moveCash(input))),
      openDrawer: os.shifts.openDrawer.handler(({ input }) => unwrap(shifts.openDrawer(input))),
      xReport: os.shifts.xReport.handler(() => unwrap(shifts.xReport())),
      close: os.shifts.close.handler(({ input }) => unwrap(shifts.close(input))),
      history: os.shifts.history.handler(({ input }) => unwrap(shifts.history(input))),
    },
    items: {
      create: os.items.create.handler(async ({ input }) => unwrap(await till.items.create(input))),
      edit: os.items.edit.handler(async ({ input }) => unwrap(await till.items.edit(input))),
      delete: os.items.delete.handler(async ({ input }) => unwrap(await till.items.delete(input))),
      get: os.items.get.handler(async ({ input }) => unwrap(await till.items.get(input))),
      list: os.items.list.handler(async ({ input }) => unwrap(await till.items.list(input))),
    },
    categories: {
      create: os.categories.create.handler(async ({ input }) =>
        unwrap(await till.categories.create(input)),
      ),
      edit: os.categories.edit.handler(async ({ input }) =>
        unwrap(await till.categories.edit(input)),
      ),
      delete: os.categories.delete.handler(async ({ input }) =>
        unwrap(await till.categories.delete(input)),
      ),
    },
    priceSchedules: {
      create: os.priceSchedules.create.handler(async ({ input }) =>
        unwrap(await till.priceSchedules.create(input)),
      ),
      edit: os.priceSchedules.edit.handler(async ({ input }) =>
        unwrap(await till.priceSchedules.edit(input)),
      ),
      delete: os.priceSchedules.delete.handler(async ({ input }) =>
        unwrap(await till.priceSchedules.delete(input)),
      ),
    },
    staff: {
      create: os.staff.create.handler(async ({ input }) => unwrap(await till.staff.create(input))),
      edit: os.staff.edit.handler(async ({ input }) => unwrap(await till.staff.edit(input))),
    },
    customers: {
      create: os.customers.create.handler(async ({ input }) =>
        unwrap(await till.customers.create(input)),
      ),
      edit: os.customers.edit.handler(async ({ input }) =>
        unwrap(await till.customers.edit(input)),
      ),
      delete: os.customers.delete.handler(async ({ input }) =>
        unwrap(await till.customers.delete(input)),
      ),
      get: os.customers.get.handler(async ({ input }) => unwrap(await till.customers.get(input))),
      search: os.customers.search.handler(async ({ input }) =>
        unwrap(await till.customers.search(input)),
      ),
    },
    conflicts: {
      list: os.conflicts.list.handler(async ({ input }) =>
        unwrap(await till.conflicts.list(input)),
      ),
      restore: os.conflicts.restore.handler(async ({ input }) =>
        unwrap(await till.conflicts.restore(input)),
      ),
      dismiss: os.conflicts.dismiss.handler(async ({ input }) =>
        unwrap(await till.conflicts.dismiss(input)),
      ),
    },
    parked: {
      list: os.parked.list.handler(async () => unwrap(await till.parked.list())),
      dismiss: os.parked.dismiss.handler(async ({ input }) =>
        unwrap(await till.parked.dismiss(input)),
      ),
      editAgain: os.parked.editAgain.handler(async ({ input }) =>
        unwrap(await till.parked.editAgain(input)),
      ),
    },
    sync: {
      progress: os.sync.progress.handler(async () => unwrap(await till.sync.progress())),
    },
    devices: {
      list: os.devices.list.handler(() => unwrap(devices.list())),
      save: os.devices.save.handler(({ input }) => unwrap(devices.save(input))),
      remove: os.devices.remove.handler(({ input }) => unwrap(devices.remove(input))),
      saveSettings: os.devices.saveSettings.handler(({ input }) =>
        unwrap(devices.saveSettings(input)),
      ),
      saveLogo: os.devices.saveLogo.handler(({ input }) => unwrap(devices.saveLogo(input))),
      find: os.devices.find.handler(async () => unwrap(await devices.find())),
      test: os.devices.test.handler(({ input }) => unwrap(devices.test(input))),
      printReceipt: os.devices.printReceipt.handler(({ input }) =>
        unwrap(devices.printReceipt(input)),
      ),
      printReport: os.devices.printReport.handler(({ input }) =>
        unwrap(devices.printReport(input)),
      ),
      printLabels: os.devices.printLabels.handler(({ input }) =>
        unwrap(devices.printLabels(input)),
      ),
      labelSheet: os.devices.labelSheet.handler(async ({ input }) =>
        unwrap(await devices.labelSheet(input)),
      ),
      receiptPdf: os.devices.receiptPdf.handler(async ({ input }) =>
        unwrap(await devices.receiptPdf(input)),
      ),
      reportPdf: os.devices.reportPdf.handler(async ({ input }) =>
        unwrap(await devices.reportPdf(input)),
      ),
      receiptWays: os.devices.receiptWays.handler(({ input }) =>
        unwrap(devices.receiptWays(input)),
      ),
      mailReceipt: os.devices.mailReceipt.handler(({ input }) =>
        unwrap(devices.mailReceipt(input)),
      ),
      rememberChoice: os.devices.rememberChoice.handler(async ({ input }) =>
        unwrap(await devices.rememberChoice(input)),
      ),
      retry: os.devices.retry.handler(({ input }) => unwrap(devices.retry(input))),
      cancel: os.devices.cancel.handler(({ input }) => unwrap(devices.cancel(input))),
      takePage: os.devices.takePage.handler(() => unwrap(devices.takePage(undefined))),
      pageDone: os.devices.pageDone.handler(({ input }) => unwrap(devices.pageDone(input))),
    },
    ...ticketRoutes(os, till),
    stock: {
      adjust: os.stock.adjust.handler(({ input }) => unwrap(stock.adjust(input))),
    },
  });
}
