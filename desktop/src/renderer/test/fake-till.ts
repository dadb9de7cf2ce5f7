/**
 * A till for looking at screens: the contract's calls over canned items, held in memory. It knows
 * no rule of the shop; states that the real till reaches only by misfortune can be set at will.
 */
import { EventPublisher, implement, ORPCError } from '@orpc/server';
import type { DevicesView } from '@second-chance/shared/contract/till/device-views.ts';
import { STANDARD_SETUP } from '@second-chance/shared/contract/till/till-mode-calls.ts';
import type {
  CardPaymentView,
  CartLineView,
  CartView,
  TillState,
} from '@second-chance/shared/contract/till/views.ts';
import { tillContract } from '@second-chance/shared/contract/till-rpc.ts';
import { minorUnits, sum } from '@second-chance/shared/money/minor-units.ts';
import { quickCash } from '@second-chance/shared/money/quick-cash.ts';
import { A_CODE, SOME_DEVICES } from './fake-devices.ts';
import { aCustomer, anItemDocument, aProgress, CONFLICTS, PARKED } from './fake-documents.ts';
import { fakeStock } from './fake-stock.ts';
import {
  A_CARD_PAYMENT,
  aCart,
  aHit,
  aReceipt,
  aReport,
  aRow,
  aState,
  id,
  PEOPLE,
} from './fake-views.ts';

export const MANAGER_PIN = '2468';

export function createFakeTill(
  first: Partial<TillState> = {},
  items = 40,
  devices: DevicesView = SOME_DEVICES,
) {
  let state: TillState = { ...aState(), ...first };
  let cart: CartView = aCart();
  let sold = 0;
  const hits = Array.from({ length: items }, (_, at) => aHit(at));
  const changes = new EventPublisher<{ state: TillState }>();
  const set = (change: Partial<TillState>) => {
    state = { ...state, ...change };
    changes.publish('state', state);
    return state;
  };
  const show = (lines: readonly CartLineView[], lastLineId: string | null = null): CartView => {
    const gross = sum(lines.map(({ total }) => total));
    const notes = [500, 1_000, 2_000, 5_000].map(minorUnits);
    cart = {
      ...cart,
      revision: cart.revision + 1,
      lines: [...lines],
      pieces: lines.reduce((pieces, line) => pieces + line.quantity, 0),
      lastLineId,
      gross,
      dueInCash: gross,
      left: gross,
      quickCash: [...quickCash(gross, notes)],
    };
    set({ cartRevision: cart.revision });
    return cart;
  };
  const add = (at: number, quantity: number): CartView => {
    const { name, size, colour, condition, price, id: itemId, sku } = aHit(at);
    const total = minorUnits(price * quantity);
    const pricePath = [{ step: 'tag' as const, unitPrice: price, change: total, total }];
    const lineId = String(cart.revision + 1);
    const facts = { itemId, sku, name, size, colour, condition, defects: '', picture: null };
    const line = { ...facts, lineId, quantity, pricePath, total, returnOf: null, onHand: 1 };
    const rest = { beyondStock: false, note: '', giftCard: null };
    return show([...cart.lines, { ...line, ...rest }], lineId);
  };
  const showCard = (payment: CardPaymentView | null): CartView => {
    cart = { ...cart, revision: cart.revision + 1, cards: payment === null ? [] : [payment] };
    set({ cartRevision: cart.revision });
    return cart;
  };
  const os = implement(tillContract);
  const router = os.router({
    ...fakeStock(os),
    state: {
      get: os.state.get.handler(() => state),
      watch: os.state.watch.handler(async function* ({ signal }) {
        yield state;
        yield* changes.subscribe('state', { signal });
      }),
    },
    register: {
      enrol: os.register.enrol.handler(() => {
        throw new ORPCError('ENROLMENT_CODE_WRONG');
      }),
      exportUnsynced: os.register.exportUnsynced.handler(() => ({
        fileName: 'unsynced-A1-2026-11-21.jsonl',
        content: '',
        entries: 9,
      })),
      syncNow: os.register.syncNow.handler(() => state),
    },
    people: {
      list: os.people.list.handler(() => [...PEOPLE]),
      signIn: os.people.signIn.handler(({ input }) => {
        if (input.pin === '0000')
          throw new ORPCError('PIN_LOCKED', { data: { retryAfterMs: 30_000 } });
        if (input.pin !== MANAGER_PIN)
          throw new ORPCError('PIN_WRONG', { data: { retryAfterMs: 0 } });
        const staff = PEOPLE.find((person) => person.id === input.staffId) ?? null;
        return set({ phase: 'signed_in', staff });
      }),
      signOut: os.people.signOut.handler(() => set({ phase: 'signed_out', staff: null })),
    },
    catalogue: {
      search: os.catalogue.search.handler(({ input }) =>
        hits.filter(({ name }) => name.toLowerCase().includes(input.text.toLowerCase())),
      ),
      categories: os.catalogue.categories.handler(() =>
        ['Clothes', 'Books', 'Home & kitchen', 'Toys', 'Records', 'Shoes', 'Bags'].map(
          (name, at) => ({ id: id('Category', at), name, parentId: null, itemCount: 12 }),
        ),
      ),
    },
    cart: {
      get: os.cart.get.handler(() => cart),
      scan: os.cart.scan.handler(({ input }) => {
        const at = hits.findIndex(({ sku }) => sku === input.code);
        if (at === -1) throw new ORPCError('CODE_UNKNOWN', { data: { catalogueComplete: true } });
        return add(at, input.quantity);
      }),
      addItem: os.cart.addItem.handler(({ input }) =>
        add(
          hits.findIndex((hit) => hit.id === input.itemId),
          input.quantity,
        ),
      ),
      setQuantity: os.cart.setQuantity.handler(() => cart),
      removeLine: os.cart.removeLine.handler(({ input }) =>
        show(cart.lines.filter(({ lineId }) => lineId !== input.lineId)),
      ),
      discountLine: os.cart.discountLine.handler(({ input }) => {
        const data = { right: 'discount_over_limit' };
        if (input.approval === undefined) throw new ORPCError('APPROVAL_REQUIRED', { data });
        if (input.approval.pin !== MANAGER_PIN) throw new ORPCError('PIN_WRONG', { data: {} });
        return cart;
      }),
      overridePrice: os.cart.overridePrice.handler(() => cart),
      discountCart: os.cart.discountCart.handler(() => cart),
      addReturn: os.cart.addReturn.handler(() => cart),
      addReturnWithoutReceipt: os.cart.addReturnWithoutReceipt.handler(() => cart),
      clear: os.cart.clear.handler(() => show([])),
      park: os.cart.park.handler(() => show([])),
      parked: os.cart.parked.handler(() => []),
      recall: os.cart.recall.handler(() => cart),
    },
    sales: {
      pay: os.sales.pay.handler(({ input }) => {
        const [tender] = input.tenders;
        const tendered = tender?.kind === 'cash' ? tender.tendered : input.gross;
        const missing = input.gross - tendered;
        if (missing > 0) throw new ORPCError('TENDER_TOO_SMALL', { data: { missing } });
        sold += 1;
        const sale = { saleId: input.saleId, receiptNumber: aRow(sold).receiptNumber };
        cart = { ...cart, saleId: id('Sale', 100 + sold) };
        const done = { kind: 'sale' as const, gross: input.gross, tendered };
        return { ...sale, ...done, change: minorUnits(-missing), cart: show([]) };
      }),
      recent: os.sales.recent.handler(({ input }) =>
        Array.from({ length: Math.min(input.limit, 3) }, (_, at) => aRow(at + 1)),
      ),
      receipt: os.sales.receipt.handler(() => aReceipt()),
      returnable: os.sales.returnable.handler(() => ({
        ...aRow(1),
        refusal: null,
        lines: [0, 1, 2].map((at) => ({
          lineNumber: at + 1,
          name: aHit(at).name,
          sku: aHit(at).sku,
          quantity: at + 1,
          returnable: at,
          gross: aHit(at).price,
        })),
      })),
      void: os.sales.void.handler(() => {
        throw new ORPCError('VOID_NOT_POSSIBLE');
      }),
    },
    cards: {
      readers: os.cards.readers.handler(() => ({ provider: 'simulator', readers: [] })),
      connectionToken: os.cards.connectionToken.handler(() => ({ secret: 'pst_fake' })),
      charge: os.cards.charge.handler(({ input }) =>
        showCard({ ...A_CARD_PAYMENT, amount: input.amount }),
      ),
      giveUp: os.cards.giveUp.handler(() => showCard({ ...A_CARD_PAYMENT, state: 'canceled' })),
      giveBack: os.cards.giveBack.handler(() => showCard(null)),
      simulate: os.cards.simulate.handler(({ input }) =>
        showCard({
          ...A_CARD_PAYMENT,
          state: input.act === 'approve' ? 'approved' : 'declined',
          declined: input.act === 'approve' ? null : 'insufficient_funds',
        }),
      ),
    },
    shifts: {
      open: os.shifts.open.handler(({ input }) =>
        set({ shift: { ...openShift(), float: input.float } }),
      ),
      moveCash: os.shifts.moveCash.handler(() => aReport(null)),
      openDrawer: os.shifts.openDrawer.handler(() => state),
      xReport: os.shifts.xReport.handler(() => aReport(null)),
      close: os.shifts.close.handler(() => {
        set({ shift: null });
        return aReport(17);
      }),
      history: os.shifts.history.handler(() => [aReport(16), aReport(15)]),
    },
    ticket: {
      setCustomer: os.ticket.setCustomer.handler(() => cart),
      customerHistory: os.ticket.customerHistory.handler(() => [aRow(1), aRow(2)]),
      itemHistory: os.ticket.itemHistory.handler(() => [aRow(1)]),
      setNote: os.ticket.setNote.handler(() => cart),
      addUnlisted: os.ticket.addUnlisted.handler(() => cart),
      undo: os.ticket.undo.handler(() => cart),
    },
    storedValue: {
      lookUp: os.storedValue.lookUp.handler(() => ({
        accountId: id('StoredValue', 1),
        kind: 'gift_card' as const,
        hint: 'WZ8R',
        balance: minorUnits(2_500),
        answeredAt: null,
        fresh: true,
        spendable: minorUnits(2_500),
      })),
      load: os.storedValue.load.handler(() => cart),
      spend: os.storedValue.spend.handler(() => cart),
    },
    parkedTickets: {
      list: os.parkedTickets.list.handler(() => ({ tickets: [], complete: true })),
      recall: os.parkedTickets.recall.handler(() => cart),
    },
    training: { set: os.training.set.handler(({ input }) => set({ training: input.on })) },
    setup: {
      get: os.setup.get.handler(() => STANDARD_SETUP),
      save: os.setup.save.handler(({ input }) => input),
    },
    stock: { adjust: os.stock.adjust.handler(() => ({ onHand: 1 })) },
    items: {
      create: os.items.create.handler(() => ({ id: id('Item', 900) })),
      edit: os.items.edit.handler(({ input }) => ({ id: input.id })),
      delete: os.items.delete.handler(() => ({})),
      get: os.items.get.handler(({ input }) => anItemDocument(input.id)),
      list: os.items.list.handler(() => ({ items: [], total: 0, value: minorUnits(0) })),
    },
    categories: {
      create: os.categories.create.handler(() => ({ id: id('Category', 900) })),
      edit: os.categories.edit.handler(({ input }) => ({ id: input.id })),
      delete: os.categories.delete.handler(() => ({})),
    },
    priceSchedules: {
      create: os.priceSchedules.create.handler(() => ({ id: id('PriceSchedule', 900) })),
      edit: os.priceSchedules.edit.handler(({ input }) => ({ id: input.id })),
      delete: os.priceSchedules.delete.handler(() => ({})),
    },
    staff: {
      create: os.staff.create.handler(() => ({ id: id('Staff', 900) })),
      edit: os.staff.edit.handler(({ input }) => ({ id: input.id })),
    },
    customers: {
      create: os.customers.create.handler(() => ({ id: id('Customer', 900) })),
      edit: os.customers.edit.handler(({ input }) => ({ id: input.id })),
      delete: os.customers.delete.handler(() => ({})),
      get: os.customers.get.handler(() => aCustomer(1, 'Frida Berg')),
      search: os.customers.search.handler(() => [aCustomer(1, 'Frida Berg')]),
    },
    conflicts: {
      list: os.conflicts.list.handler(() => [...CONFLICTS]),
      restore: os.conflicts.restore.handler(() => ({})),
      dismiss: os.conflicts.dismiss.handler(() => ({})),
    },
    parked: {
      list: os.parked.list.handler(() => [...PARKED]),
      dismiss: os.parked.dismiss.handler(() => ({})),
      editAgain: os.parked.editAgain.handler(() => ({})),
    },
    devices: {
      list: os.devices.list.handler(() => devices),
      save: os.devices.save.handler(() => devices),
      remove: os.devices.remove.handler(() => devices),
      saveSettings: os.devices.saveSettings.handler(() => devices),
      saveLogo: os.devices.saveLogo.handler(() => devices),
      find: os.devices.find.handler(() => ({
        network: [{ host: '192.168.1.40', port: 9100 }],
        files: ['/dev/usb/lp0'],
        system: [],
      })),
      test: os.devices.test.handler(() => ({ jobId: id('PrintJob', 9) })),
      printReceipt: os.devices.printReceipt.handler(() => ({ jobId: id('PrintJob', 9) })),
      printReport: os.devices.printReport.handler(() => ({ jobId: id('PrintJob', 9) })),
      printLabels: os.devices.printLabels.handler(() => ({ jobId: id('PrintJob', 9) })),
      labelSheet: os.devices.labelSheet.handler(() => ({ fileName: 'labels.pdf', content: '' })),
      receiptPdf: os.devices.receiptPdf.handler(() => ({ fileName: 'receipt.pdf', content: '' })),
      reportPdf: os.devices.reportPdf.handler(() => ({ fileName: 'Z-1.pdf', content: '' })),
      receiptWays: os.devices.receiptWays.handler(() => ({
        address: 'https://shop.example/r/abc#A1-1-000001',
        code: A_CODE,
        customer: { name: 'Frida Berg', email: 'frida@example.com', receiptChoice: null },
      })),
      mailReceipt: os.devices.mailReceipt.handler(() => ({ jobId: id('PrintJob', 9) })),
      rememberChoice: os.devices.rememberChoice.handler(() => ({})),
      retry: os.devices.retry.handler(() => devices),
      cancel: os.devices.cancel.handler(() => devices),
      takePage: os.devices.takePage.handler(() => null),
      pageDone: os.devices.pageDone.handler(() => ({})),
    },
    sync: { progress: os.sync.progress.handler(() => aProgress()) },
  });
  return { router, set, show, add };
}

function openShift(): NonNullable<TillState['shift']> {
  const { shift } = aState();
  if (shift === null) throw new Error('the state to start from has a shift');
  return shift;
}
