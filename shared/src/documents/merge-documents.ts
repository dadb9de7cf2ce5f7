/** Merges two changes of one document, field by field. */
import { canonicalJson } from '../journal/canonical-json.ts';
import type { FieldConflict } from './conflict.ts';
import type { FieldPolicy } from './merge-policy.ts';

/** A document of any collection with whether it is deleted. */
export interface Version {
  readonly document: Readonly<Record<string, unknown>>;
  readonly deleted: boolean;
}

export interface Merge {
  /** What both began from; null where the server's version was never seen. */
  readonly base: Version | null;
  readonly till: Version;
  readonly server: Version;
  readonly policies: Readonly<Record<string, FieldPolicy>>;
}

export interface Merged extends Version {
  /** Whether it is what the server has, so that nothing is left to send. */
  readonly isServers: boolean;
  /** Every field on which a value had to lose. */
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Three-way merge. A field that one side alone changed takes that value; one that both changed to
 * the same takes it; one that both changed differently goes by its policy, and the value that lost
 * is named. An edit outweighs a deletion, which is named as well. Fields without policy are the
 * server's (its id, its store, and what a newer server added).
 */
export function mergeDocuments({ base, till, server, policies }: Merge): Merged {
  if (till.deleted && server.deleted) return { ...server, isServers: true, conflicts: [] };
  const conflicts: FieldConflict[] = [];
  const document: Record<string, unknown> = { ...server.document };
  for (const [field, policy] of Object.entries(policies)) {
    const sides = {
      base: fieldOf(base, field),
      till: fieldOf(till, field),
      server: fieldOf(server, field),
    };
    const { value, lost } = mergeField(sides, policy);
    if (!equal(value, sides.server)) document[field] = value;
    if (lost === null) continue;
    conflicts.push({
      field,
      base: json(sides.base),
      kept: json(value),
      lost: json(sides[lost]),
      lostSide: lost,
    });
  }
  const deletion = mergeDeletion({ base, till, server });
  if (deletion.lost !== null) conflicts.push(deletedConflict(deletion.lost));
  const merged = { document, deleted: deletion.deleted };
  return { ...merged, isServers: isSame(merged, server), conflicts };
}

type Side = 'till' | 'server';

interface Sides {
  readonly base: unknown;
  readonly till: unknown;
  readonly server: unknown;
}

function mergeField(
  { base, till, server }: Sides,
  policy: FieldPolicy,
): { readonly value: unknown; readonly lost: Side | null } {
  if (equal(till, server) || equal(till, base)) return { value: server, lost: null };
  if (equal(server, base)) return { value: till, lost: null };
  if (policy === 'list' && Array.isArray(till) && Array.isArray(server)) {
    return { value: mergeLists({ base, till, server }), lost: null };
  }
  return policy === 'server' ? { value: server, lost: 'till' } : { value: till, lost: 'server' };
}

/** The server's list without what the till took away, and with what the till added at its end. */
function mergeLists({
  base,
  till,
  server,
}: {
  readonly base: unknown;
  readonly till: readonly unknown[];
  readonly server: readonly unknown[];
}): readonly unknown[] {
  const before = keysOf(Array.isArray(base) ? base : []);
  const mine = keysOf(till);
  const theirs = keysOf(server);
  const kept = server.filter((value) => mine.has(keyOf(value)) || !before.has(keyOf(value)));
  const added = till.filter((value) => !before.has(keyOf(value)) && !theirs.has(keyOf(value)));
  return [...kept, ...added];
}

/** Deleted only where nobody changed anything since. */
function mergeDeletion({ base, till, server }: Omit<Merge, 'policies'>): {
  readonly deleted: boolean;
  readonly lost: Side | null;
} {
  if (till.deleted === server.deleted) return { deleted: server.deleted, lost: null };
  const deleter: Side = till.deleted ? 'till' : 'server';
  const other = till.deleted ? server : till;
  const untouched =
    base !== null && isSame({ ...other, deleted: false }, { ...base, deleted: false });
  if (untouched && !base.deleted) return { deleted: true, lost: null };
  // Both knew it as deleted and one brought it back: that is an edit like any other.
  if (base?.deleted === true) return { deleted: false, lost: null };
  return { deleted: false, lost: deleter };
}

function deletedConflict(lostSide: Side): FieldConflict {
  return { field: 'deleted', base: false, kept: false, lost: true, lostSide };
}

function fieldOf(version: Version | null, field: string): unknown {
  return version?.document[field] ?? null;
}

const json = (value: unknown): FieldConflict['kept'] => value as FieldConflict['kept'];

function isSame(left: Version, right: Version): boolean {
  return left.deleted === right.deleted && equal(left.document, right.document);
}

function equal(left: unknown, right: unknown): boolean {
  return left === right || keyOf(left) === keyOf(right);
}

function keyOf(value: unknown): string {
  return canonicalJson(value as never);
}

function keysOf(values: readonly unknown[]): ReadonlySet<string> {
  return new Set(values.map(keyOf));
}
