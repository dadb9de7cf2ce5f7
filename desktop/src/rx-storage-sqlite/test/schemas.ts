import type { RxJsonSchema } from 'rxdb';
import type { AnyDocument } from './open-storage.ts';

/** Things on shelves: every kind of indexed field, some of them optional. */
export const ITEM_SCHEMA: RxJsonSchema<AnyDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    name: { type: 'string', maxLength: 60 },
    price: { type: 'integer', minimum: -1_000_000, maximum: 1_000_000, multipleOf: 1 },
    sold: { type: 'boolean' },
    place: { type: 'object', properties: { shelf: { type: 'string', maxLength: 20 } } },
    note: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
  },
  indexes: ['name', ['sold', 'price'], 'place.shelf'],
};

export const WITH_ATTACHMENTS: RxJsonSchema<AnyDocument> = { ...ITEM_SCHEMA, attachments: {} };
