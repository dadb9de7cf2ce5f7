/** Documents are the same bytes at the server, at every till and with every observer. */
import { isDeepStrictEqual } from 'node:util';
import { FEED_PARTS } from '@second-chance/shared/documents/collections.ts';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import type { SeenDocument } from './observer.ts';
import { ask } from './postgres.ts';
import { serverDocuments } from './server-documents.ts';
import type { HeldDocument } from './till-documents.ts';

export async function checkDocuments(world: FaultWorld): Promise<void> {
  const { ledger, shop, tills, observers } = world;
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
  await checkEdits(world);
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

interface Line {
  readonly subject: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/**
 * Every confirmed edit happened once, on what was there before it: the audit log of each item is
 * one chain from its creation to what it is now.
 */
async function checkEdits({ ledger, postgres }: FaultWorld): Promise<void> {
  const lines = await ask<Line>(
    postgres.url,
    `select subject, before, after from audit_log where action = 'item.update' order by id`,
  );
  const items = await ask<{
    readonly id: string;
    readonly document: object;
    readonly revision: number;
  }>(postgres.url, 'select id, document, revision from item');
  for (const { id, document, revision } of items) {
    const own = lines.filter(({ subject }) => subject === id);
    const broken = own.findIndex(
      ({ after }, index) => !isDeepStrictEqual(after, own[index + 1]?.before ?? document),
    );
    if (broken >= 0) breach(ledger, 'an edit builds on what was there', { id, line: broken });
    if (revision !== own.length + 1) {
      breach(ledger, 'each edit is one revision', { id, revision, edits: own.length });
    }
  }
  const texts = lines.map(({ before, after }) => ({
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  }));
  for (const edit of ledger.edits) {
    const word = `"${edit.token}"`;
    const made = texts.filter(
      ({ before, after }) => !before.includes(word) && after.includes(word),
    );
    if (made.length !== 1) {
      breach(ledger, 'a confirmed edit was made once', { ...edit, made: made.length });
    }
  }
  const revisions = new Set(ledger.edits.map(({ itemId, revision }) => `${itemId}/${revision}`));
  if (revisions.size !== ledger.edits.length) {
    breach(ledger, 'no two edits are confirmed as the same revision', {
      edits: ledger.edits.length,
      revisions: revisions.size,
    });
  }
}
