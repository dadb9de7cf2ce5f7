/** A page of the feed as it comes: its frame is checked here, each document by its own schema later. */
import { pullResponseSchema, streamChangesSchema } from '@second-chance/shared/contract/sync.ts';
import { feedChangeSchema } from '@second-chance/shared/documents/collections.ts';
import { z } from 'zod';

/** The contract's schema walks through every field of a document, which took as long as reading it. */
const changeSchema = feedChangeSchema.extend({
  document: z.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
});
const changes = z.array(changeSchema);

/** A `PullResponse`. */
export const pulledPageSchema = pullResponseSchema.extend({ changes });
/** A `StreamChanges`. */
export const streamedChangesSchema = streamChangesSchema.extend({ changes });
