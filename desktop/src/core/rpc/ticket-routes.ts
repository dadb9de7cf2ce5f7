import type { Till } from '../till.ts';
import type { TillOs } from './till-os.ts';
import { unwrap } from './unwrap.ts';

/** The ticket beside its goods, gift cards and credits, training, and this till's set-up. */
export function ticketRoutes(
  os: Pick<TillOs, 'ticket' | 'storedValue' | 'parkedTickets' | 'training' | 'setup'>,
  till: Till,
) {
  const { ticket, storedValue, training, setup } = till;
  return {
    ticket: {
      setCustomer: os.ticket.setCustomer.handler(({ input }) => unwrap(ticket.setCustomer(input))),
      customerHistory: os.ticket.customerHistory.handler(({ input }) =>
        unwrap(ticket.customerHistory(input)),
      ),
      itemHistory: os.ticket.itemHistory.handler(({ input }) => unwrap(ticket.itemHistory(input))),
      setNote: os.ticket.setNote.handler(({ input }) => unwrap(ticket.setNote(input))),
      addUnlisted: os.ticket.addUnlisted.handler(({ input }) => unwrap(ticket.addUnlisted(input))),
      undo: os.ticket.undo.handler(() => unwrap(ticket.undo())),
    },
    storedValue: {
      lookUp: os.storedValue.lookUp.handler(async ({ input }) =>
        unwrap(await storedValue.lookUp(input)),
      ),
      load: os.storedValue.load.handler(({ input }) => unwrap(storedValue.load(input))),
      spend: os.storedValue.spend.handler(({ input }) => unwrap(storedValue.spend(input))),
    },
    parkedTickets: {
      list: os.parkedTickets.list.handler(async () => unwrap(await till.parkedTickets.list())),
      recall: os.parkedTickets.recall.handler(async ({ input }) =>
        unwrap(await till.parkedTickets.recall(input)),
      ),
    },
    training: {
      set: os.training.set.handler(({ input }) => unwrap(training.set(input))),
    },
    setup: {
      get: os.setup.get.handler(() => unwrap(setup.get())),
      save: os.setup.save.handler(({ input }) => unwrap(setup.save(input))),
    },
  };
}
