/** What Zero's client and its API server agree on. */
import {
  createBuilder,
  createSchema,
  defineMutator,
  defineMutators,
  defineQueries,
  defineQuery,
  json,
  number,
  string,
  table,
} from '@rocicorp/zero';

const item = table('item')
  .columns({ id: string(), price: number(), document: json() })
  .primaryKey('id');
export const schema = createSchema({ tables: [item] });
const builder = createBuilder(schema);
export const queries = defineQueries({
  all: defineQuery(() => builder.item),
  /** What a propagation touches, so that nobody looks through the whole catalogue for it. */
  touched: defineQuery(() => builder.item.where('price', '>=', 1_000_000)),
});
export const mutators = defineMutators({
  setPrice: defineMutator(({ tx, args }) => tx.mutate.item.update(args)),
});
