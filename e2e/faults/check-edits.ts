/** Edits: made once, on what was there, and nobody's lost without a word. */
import { isDeepStrictEqual } from 'node:util';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import { ask } from './postgres.ts';
import { EDITED_FIELDS } from './till-actions.ts';

interface Line {
  readonly subject: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/**
 * Every confirmed edit happened once, on what was there before it: the audit log of each item is
 * one chain from its creation to what it is now.
 */
export async function checkEdits({ ledger, postgres }: FaultWorld): Promise<void> {
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
  checkFields(ledger, lines);
  await checkTillEdits({ ledger, postgres }, lines);
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

/** Tokens are of one edit each: one that comes back was put back by somebody who did not mean to. */
function checkFields(ledger: FaultWorld['ledger'], lines: readonly Line[]): void {
  for (const [subject, own] of Map.groupBy(lines, (line) => line.subject)) {
    for (const field of EDITED_FIELDS) {
      const values = own
        .filter(({ before, after }) => before[field] !== after[field])
        .map(({ after }) => after[field])
        .filter((value) => !ledger.copiedValues.has(value));
      if (new Set(values).size === values.length) continue;
      breach(ledger, "nobody's edit is undone by one who did not mean to", {
        subject,
        field,
        values: values.slice(-12),
      });
    }
  }
}

/**
 * What a person at a till changed is in the item's history, in a conflict that says it lost, or was
 * changed again at that till before it left.
 */
async function checkTillEdits(
  { ledger, postgres }: Pick<FaultWorld, 'ledger' | 'postgres'>,
  lines: readonly Line[],
): Promise<void> {
  const conflicts = await ask<{ readonly document: object }>(
    postgres.url,
    'select document from conflict',
  );
  const known = [
    ...lines.map(({ after }) => JSON.stringify(after)),
    ...conflicts.map(({ document }) => JSON.stringify(document)),
  ].join('\n');
  for (const [index, edit] of ledger.tillEdits.entries()) {
    if (known.includes(`"${edit.token}"`)) continue;
    const again = ledger.tillEdits
      .slice(index + 1)
      .some(
        ({ till, itemId, field }) =>
          till === edit.till && itemId === edit.itemId && field === edit.field,
      );
    if (!again) breach(ledger, 'an edit at a till takes effect, or is shown as lost', edit);
  }
  const parked = await ask<{ readonly n: number }>(
    postgres.url,
    `select count(*)::int as n from push_intent where outcome = 'rejected'`,
  );
  if ((parked[0]?.n ?? 0) > 0) {
    breach(ledger, 'edits that anybody may make are not refused', parked[0]);
  }
}
