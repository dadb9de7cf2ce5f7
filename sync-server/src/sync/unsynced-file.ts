/** The file that a till without network exports, read back: lines of JSON between head and seal. */
import { hash, verify } from 'node:crypto';
import {
  idSchema,
  type OrganizationId,
  type RegisterId,
  type StoreId,
} from '@second-chance/shared/ids.ts';
import { type SignedEntry, signedEntrySchema } from '@second-chance/shared/journal/entry.ts';
import { z } from 'zod';
import type { EpochKey } from './known-till.ts';

const headSchema = z.object({
  format: z.literal('second-chance/unsynced/v1'),
  organizationId: idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>,
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  registerId: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
  entries: z.int().min(0),
});

const sealSchema = z.strictObject({
  sha256: z.string(),
  keyId: z.string(),
  signature: z.string().max(100),
});

export interface UnsyncedFile {
  readonly head: z.infer<typeof headSchema>;
  readonly entries: readonly SignedEntry[];
  /** Whether the seal holds, by one of these keys: nothing is missing and nothing was changed. */
  readonly isSealedBy: (keys: readonly EpochKey[]) => boolean;
}

/** Reads a file; null where it is none. */
export function readUnsyncedFile(bytes: Buffer): UnsyncedFile | null {
  const sealAt = bytes.lastIndexOf('\n', bytes.length - 2) + 1;
  const body = bytes.subarray(0, sealAt);
  try {
    const seal = sealSchema.parse(JSON.parse(bytes.subarray(sealAt).toString('utf8')));
    const [first = '', ...lines] = body.toString('utf8').trimEnd().split('\n');
    const head = headSchema.parse(JSON.parse(first));
    const entries = lines.map((line): SignedEntry => {
      const entry: unknown = JSON.parse(line);
      signedEntrySchema.parse(entry);
      // The entry itself and not the schema's copy: what was signed is what was sent.
      return entry as SignedEntry;
    });
    if (entries.length !== head.entries) return null;
    const digest = hash('sha256', body, 'buffer');
    return {
      head,
      entries,
      isSealedBy(keys) {
        const key = keys.find(({ keyId }) => keyId === seal.keyId);
        const signature = Buffer.from(seal.signature, 'base64url');
        return (
          key !== undefined &&
          digest.toString('hex') === seal.sha256 &&
          verify(null, digest, key.publicKey, signature)
        );
      },
    };
  } catch {
    return null;
  }
}

/** Cuts entries into runs of one chain each, in their order. */
export function runsOf(
  entries: readonly SignedEntry[],
  entriesMax: number,
): readonly (readonly SignedEntry[])[] {
  const runs: SignedEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows =
      last?.epoch === entry.epoch && last.chain === entry.chain && last.seq + 1 === entry.seq;
    if (run && follows && run.length < entriesMax) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
