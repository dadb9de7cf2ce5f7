import type { Mutation } from './mutations.ts';

/** Guards of the document lane. */
export const DOCUMENT_MUTATIONS: readonly Mutation[] = [];
