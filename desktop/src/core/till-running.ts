import { randomUUIDv7 } from 'node:crypto';
import { assert } from '@second-chance/shared/assert.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { Id, StaffId } from '@second-chance/shared/ids.ts';
import type { EntryType, PayloadOf } from '@second-chance/shared/journal/entry.ts';
import { ok } from '@second-chance/shared/result.ts';
import { createAnnouncer } from './announce.ts';
import { deviceCalls } from './devices/device-calls.ts';
import { openDevices } from './devices/devices.ts';
import { labelCalls } from './devices/label-calls.ts';
import { openCatalogue } from './documents/catalogue.ts';
import { documentStorage } from './documents/document-storage.ts';
import { appendEntry, type EntryPlace } from './journal/append-entry.ts';
import { exportUnsynced } from './journal/export-unsynced.ts';
import { type Outcome, refuse } from './outcome.ts';
import { identify } from './people/identify.ts';
import type { DeviceKeys } from './register/device-key.ts';
import { enrol } from './register/enrol.ts';
import { openCartStore } from './sell/cart-store.ts';
import { createParkedTickets } from './sell/parked-of-store.ts';
import { beginSession, isLoaded } from './session.ts';
import type { PrintLabels } from './stock/label-port.ts';
import { openOnHand } from './stock/on-hand.ts';
import type { Store } from './store/open-store.ts';
import { storeErrorOf } from './store/store-error.ts';
import { tillChain } from './store/till-mode.ts';
import { createLookUp } from './stored-value/look-up.ts';
import { startErrands } from './sync/errands.ts';
import { networkFetch } from './sync/network.ts';
import { postAsRegister } from './sync/post-as-register.ts';
import type { ServerRequest } from './sync/server-call.ts';
import type { Sync } from './sync/sync.ts';
import type { EnrolmentCode, Till } from './till.ts';
import { type AtCounter, counterCalls } from './till-calls.ts';
import { startTillCards } from './till-cards.ts';
import type { CounterEntry, NewId, StaffMember, TillContext } from './till-context.ts';
import { damagedState, offlineSince, refuseDamaged } from './till-damaged.ts';
import { type AtEditing, documentCalls } from './till-document-calls.ts';
import { openIdentity } from './till-identity.ts';
import type { TillOptions } from './till-options.ts';
import { readSetup } from './till-setup.ts';
import { tillState } from './till-state.ts';
import { stockCalls } from './till-stock-calls.ts';
import { startTillSync } from './till-sync.ts';
import { startUpkeep } from './till-upkeep.ts';

/** Runs a till on a sound file, and keeps it in step with the server once it is enrolled. */
export function runTill(options: TillOptions, store: Store, keys: DeviceKeys): Till {
  const { clock, logger } = options;
  const fetch = options.fetch ?? networkFetch;
  const identity = openIdentity(store, keys);
  const catalogue = openCatalogue(store, identity.sealer);
  const newId: NewId = <Kind extends string>() => randomUUIDv7() as Id<Kind>;
  const unsynced = offlineSince(clock());
  let staffId: StaffId | null = options.resumeAs ?? null;
  let sync: Sync | null = null;
  let enrolling: Promise<Outcome<TillState>> | null = null;

  const context: TillContext = {
    store,
    newId,
    chain: () => tillChain(store),
    sealer: identity.sealer,
    catalogue,
    carts: openCartStore(store, () => newId<'Sale'>()),
    onHand: openOnHand(store, catalogue, () => identity.enrolment()?.registerId ?? null),
    enrolment: identity.enrolment,
    append,
  };

  function append<T extends EntryType>(
    entry: CounterEntry<T>,
    project: (place: EntryPlace, payload: PayloadOf<T>) => void,
  ) {
    let payload: PayloadOf<T> | null = null;
    const makePayload = (nextReceiptNumber: () => string) => {
      payload = entry.payload(nextReceiptNumber);
      return payload;
    };
    const made = { ...entry, chain: tillChain(store), payload: makePayload } as const;
    appendEntry(store, identity.signer(), made, (place) => {
      assert(payload !== null, 'the payload is made before it is projected');
      project(place, payload);
    });
    assert(payload !== null, 'the entry was written');
    sync?.pushSoon();
    devices.afterEntry(entry.type, payload);
    return { payload };
  }

  function readState(): TillState {
    const damage = upkeep.damage();
    if (damage !== null) return damagedState(options, damage);
    const printing = devices.state();
    return tillState(context, { staffId, sync: sync?.state() ?? unsynced, printing });
  }
  const announcer = createAnnouncer(readState);
  const devices = openDevices({
    ...options.devices,
    till: context,
    clock,
    logger,
    changed: announcer.changed,
    post: postAsRegister({ identity, fetch, clock }),
  });
  const upkeep = startUpkeep(options, store, announcer.changed);

  /** What the disk refused becomes a code; what nobody foresaw is left to throw. */
  function guarded<T>(work: () => Outcome<T>): Outcome<T> {
    try {
      return upkeep.damage() === null ? work() : refuseDamaged();
    } catch (thrown) {
      const failed = storeErrorOf(thrown);
      if (failed === null) throw thrown;
      logger.error({ err: failed }, 'the disk refused');
      const code =
        failed.code === 'DISK_FULL' || failed.code === 'DISK_FAILED'
          ? failed.code
          : 'STORE_DAMAGED';
      return refuse(code, 'the disk refused, and nothing of this call was written');
    } finally {
      announcer.changed();
    }
  }

  const at: AtCounter = (work) => (input) =>
    guarded(() => {
      const session = beginSession(context, staffId, clock());
      return session.ok ? work(session.value, input) : session;
    });

  const atEditing: AtEditing = (work) => async (input) => {
    const storage = await documentStorage(store);
    return at((session, given: typeof input) => {
      const sealer = identity.sealer();
      assert(sealer !== null, 'a till with a session has its key');
      if (session.chain() === 'training') {
        return refuse('NOT_IN_TRAINING', 'training changes nothing that counts');
      }
      const done = work({ ...session, editing: { storage, sealer, newId } }, given);
      if (done.ok) sync?.pushEditsSoon();
      return done;
    })(input);
  };

  function beginSync(): void {
    sync = startTillSync({ ...options, fetch, store, identity, newId });
    let wasOnline = false;
    sync?.subscribe(() => {
      const { online } = sync?.state() ?? unsynced;
      // What waits out a failure need not wait longer than the network did.
      if (online && !wasOnline) {
        cards.wake();
        parkedTickets.share();
      }
      wasOnline = online;
      announcer.changed();
    });
  }

  async function enrolTill(code: EnrolmentCode): Promise<Outcome<TillState>> {
    const { appVersion } = options;
    const enrolled = await enrol({ store, keys, fetch, clock, appVersion }, code);
    if (!enrolled.ok) return enrolled;
    await sync?.stop();
    identity.refresh();
    beginSync();
    announcer.changed();
    return ok(readState());
  }

  function signIn(person: Approval): Outcome<TillState> {
    return guarded(() => {
      const ready = readyForPeople(context);
      if (!ready.ok) return ready;
      const identified = identify({ store, catalogue, now: clock() }, person);
      if (!identified.ok) return identified;
      staffId = identified.value.id;
      return ok(readState());
    });
  }

  function signOut(): Outcome<TillState> {
    staffId = null;
    announcer.changed();
    return ok(readState());
  }

  const cards = startTillCards({
    store,
    clock,
    logger,
    sync: () => sync,
    at,
    changed() {
      // A new revision makes every screen ask for the ticket again.
      context.carts.save({ ...context.carts.current() });
      announcer.changed();
    },
  });
  const calls = counterCalls(at, readState, cards);
  const ask = (request: ServerRequest) =>
    sync?.call(request, AbortSignal.timeout(request.timeoutMs)) ??
    Promise.resolve(refuse('SERVER_UNREACHABLE', 'this till has no register'));
  const lookUp = createLookUp({ at, ask });
  const parkedTickets = createParkedTickets({
    store,
    at,
    ask,
    online: () => sync?.state().online ?? false,
    broke: (thrown) => logger.error({ err: thrown }, 'a parked ticket was not left'),
  });
  const exportNow = at((session) => ok(exportUnsynced(store, identity.signer(), session.now)));

  const labels = labelCalls(at, () => devices);
  const printLabels: PrintLabels = ({ itemIds, copies }) => {
    const wanted = itemIds.map((itemId) => ({ itemId, count: copies }));
    return labels.printLabels({ labels: wanted }).ok ? 'printed' : 'no_printer';
  };
  const errands = startErrands({
    store,
    fetch,
    clock,
    enrolment: identity.enrolment,
    key: identity.key,
    online: () => sync?.state().online ?? false,
    log: (facts, message) => logger.warn(facts, message),
  });

  beginSync();
  return {
    ...calls,
    cards: {
      ...calls.cards,
      readers: cards.readers,
      connectionToken: cards.connectionToken,
      simulate: cards.simulate,
    },
    cart: {
      ...calls.cart,
      park(input: { readonly label: string }) {
        const parked = calls.cart.park(input);
        if (parked.ok) parkedTickets.share();
        return parked;
      },
    },
    storedValue: { ...calls.storedValue, lookUp },
    parkedTickets,
    setup: { ...calls.setup, get: () => ok(readSetup(store)) },
    ...documentCalls(at, atEditing, () => sync?.reconciled() ?? NOT_COMPARED),
    ...deviceCalls(at, atEditing, () => devices),
    ...stockCalls({ at, atEditing, printLabels, ask }),
    state: { get: readState, subscribe: announcer.subscribe },
    register: {
      enrol(code) {
        enrolling ??= enrolTill(code).finally(() => {
          enrolling = null;
        });
        return enrolling;
      },
      exportUnsynced: () => exportNow(undefined),
      async syncNow() {
        if (sync === null) return refuse('NOT_ENROLLED', 'this till has no register');
        await sync.syncNow();
        return ok(readState());
      },
    },
    people: { list: () => guarded(() => peopleOf(context)), signIn, signOut },
    serverUrl: () => identity.enrolment()?.serverUrl ?? null,
    reportFailure: (call, failure) => logger.error({ call, err: failure }, 'a call failed'),
    inside: { store, catalogue, identity, carts: context.carts },
    async close() {
      announcer.close();
      const tasks = [errands, cards, upkeep, devices];
      await Promise.all([parkedTickets.stop(), sync?.stop(), ...tasks.map((task) => task.stop())]);
      store.close();
    },
  };
}

/** Errors: NOT_ENROLLED, CATALOGUE_NOT_READY. */
function readyForPeople(context: TillContext): Outcome<true> {
  if (context.enrolment() === null) return refuse('NOT_ENROLLED', 'this till has no register');
  if (!isLoaded(context)) {
    return refuse('CATALOGUE_NOT_READY', 'settings and staff are not here yet');
  }
  return ok(true);
}

/** Who can sign in: people of this store who work here and have a PIN. */
function peopleOf(context: TillContext): Outcome<StaffMember[]> {
  const ready = readyForPeople(context);
  if (!ready.ok) return ready;
  const people = context.catalogue
    .staff()
    .filter(({ active, pinHash }) => active && pinHash !== null);
  return ok(people.map(({ id, displayName, role }) => ({ id, displayName, role })));
}

const NOT_COMPARED = { repaired: 0, comparedAt: null } as const;
