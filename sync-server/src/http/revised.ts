import type { Stored } from '../db/document-repository.ts';

/** A stored document as the API shows it: with the revision that a change has to name. */
export function revised<Document extends object>({ document, revision }: Stored<Document>) {
  return { ...document, revision };
}
