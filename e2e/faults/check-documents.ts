/** Documents are the same bytes at the server, at every till and with every observer. */
import { FEED_PARTS } from '@second-chance/shared/documents/collections.ts';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import type { SeenDocument } from './observer.ts';
import { serverDocuments } from './server-documents.ts';
import type { HeldDocument } from './till-documents.ts';

export async function checkDocuments(world: FaultWorld): Promise<void> {
  const { ledger, shop, tills, observers } = world;
  await checkMended(world);
  for (const store of shop.stores) {
    const atServer = await serverDocuments(world, store.id);
    for (const till of tills.filter((each) => each.store.id === store.id)) {
      const held = await till.child().call('documents', null);
      compare(ledger, 'documents are the same bytes at every till', {
        who: till.name,
        atServer: atServer.filter(({ deleted }) => !deleted),
        held,
      });
    }
    for (const observer of observers.filter(({ storeId }) => storeId === store.id)) {
      const collections: ReadonlySet<string> = new Set(FEED_PARTS[observer.part]);
      compare(ledger, 'no reader of the feed skips a change', {
        who: `the observer of ${store.code}`,
        atServer: atServer.filter(({ collection }) => collections.has(collection)),
        held: [...observer.seen().values()],
      });
    }
  }
}

/** What the lanes miss, comparing would mend in silence: so it may find only what was taken away. */
async function checkMended({ ledger, tills }: FaultWorld): Promise<void> {
  const compared = await Promise.all(tills.map((till) => till.child().call('compared', null)));
  const repaired = compared.reduce((sum, till) => sum + till.repaired, 0);
  const { lostDocuments } = ledger;
  if (repaired <= lostDocuments) return;
  breach(ledger, 'nothing has to be mended that was not taken away', { repaired, lostDocuments });
}

interface Compared {
  readonly who: string;
  readonly atServer: readonly SeenDocument[];
  readonly held: readonly (HeldDocument & Partial<SeenDocument>)[];
}

function compare(ledger: FaultWorld['ledger'], law: string, { who, atServer, held }: Compared) {
  const left = new Map(held.map((each) => [`${each.collection}/${each.id}`, each]));
  for (const there of atServer) {
    const key = `${there.collection}/${there.id}`;
    const here = left.get(key);
    left.delete(key);
    const sameNumber = here?.number === undefined || here.number === there.number;
    if (here?.revision === there.revision && here.document === there.document && sameNumber)
      continue;
    breach(ledger, law, {
      who,
      key,
      there: { revision: there.revision, number: there.number },
      here: here === undefined ? null : { revision: here.revision, number: here.number },
    });
  }
  for (const key of left.keys()) breach(ledger, law, { who, key, there: null });
}
