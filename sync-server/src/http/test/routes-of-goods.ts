/** Routes of the goods: items, their pictures and stock, lists and tasks of many, categories. */
import { aNewItem } from '../../../test/rest-fixture.ts';
import { newId } from '../../db/new-id.ts';
import { ADMINS, AT_WORK, EVERYBODY } from './people.ts';
import { at, type Route } from './route.ts';
import { PICTURE } from './things.ts';

export const ROUTES_OF_GOODS: readonly Route[] = [
  { route: 'GET /items', may: EVERYBODY, ask: ({ store }) => ['GET', `/items?${at(store)}`] },
  { route: 'GET /items/{id}', may: EVERYBODY, ask: ({ item }) => ['GET', `/items/${item.id}`] },
  { route: 'POST /items', may: ['admin'], ask: ({ store }) => ['POST', '/items', aNewItem(store)] },
  {
    route: 'POST /items/batch',
    may: ['admin'],
    ask: ({ store }) => ['POST', '/items/batch', { items: [aNewItem(store)] }],
  },
  {
    route: 'PATCH /items/{id}',
    may: ['admin'],
    ask: ({ item }) => ['PATCH', `/items/${item.id}`, { revision: 1, price: 5 }],
  },
  {
    route: 'DELETE /items/{id}',
    may: ['admin'],
    ask: ({ item }) => ['DELETE', `/items/${item.id}`],
  },
  {
    route: 'POST /item-lists',
    may: AT_WORK,
    ask: ({ store }) => ['POST', '/item-lists', { storeId: store.storeId }],
  },
  {
    route: 'GET /item-lists/{id}/rows',
    // Of a list that nobody made: whoever may look is told so.
    may: [],
    ask: () => ['GET', `/item-lists/${newId<'ItemList'>()}/rows?offset=0&limit=1`],
  },
  {
    route: 'GET /items/{id}/history',
    may: ADMINS,
    ask: ({ item }) => ['GET', `/items/${item.id}/history`],
  },
  {
    route: 'GET /items/{id}/picture-words',
    may: EVERYBODY,
    ask: ({ item }) => ['GET', `/items/${item.id}/picture-words`],
  },
  {
    route: 'PUT /items/{id}/picture-words',
    may: ['admin'],
    ask: ({ item }) => [
      'PUT',
      `/items/${item.id}/picture-words`,
      { rows: [{ name: PICTURE, words: 'A pot' }] },
    ],
  },
  {
    route: 'POST /items/{id}/stock-adjustments',
    may: ['admin'],
    ask: ({ item }) => [
      'POST',
      `/items/${item.id}/stock-adjustments`,
      { requestId: newId<'StockAdjustment'>(), quantity: -1, reason: 'lost' },
    ],
  },
  { route: 'GET /tasks', may: ['otherAdmin', 'admin'], ask: () => ['GET', '/tasks'] },
  // Of tasks that nobody began: whoever may look is told so.
  { route: 'GET /tasks/{id}', may: [], ask: () => ['GET', `/tasks/${newId<'Task'>()}`] },
  { route: 'GET /tasks/{id}/rows', may: [], ask: () => ['GET', `/tasks/${newId<'Task'>()}/rows`] },
  {
    route: 'POST /tasks/{id}/cancel',
    may: [],
    ask: () => ['POST', `/tasks/${newId<'Task'>()}/cancel`],
  },
  {
    route: 'POST /tasks/{id}/undo',
    may: [],
    ask: () => ['POST', `/tasks/${newId<'Task'>()}/undo`, { taskId: newId<'Task'>() }],
  },
  {
    route: 'POST /tasks/{id}/import',
    may: [],
    ask: () => ['POST', `/tasks/${newId<'Task'>()}/import`, { taskId: newId<'Task'>() }],
  },
  {
    route: 'POST /exports',
    may: ['admin'],
    ask: ({ store }) => [
      'POST',
      '/exports',
      { id: newId<'Task'>(), storeId: store.storeId, format: 'csv', parts: ['categories'] },
    ],
  },
  {
    route: 'POST /bulk-edits',
    may: [],
    ask: ({ store }) => [
      'POST',
      '/bulk-edits',
      {
        id: newId<'Task'>(),
        storeId: store.storeId,
        listId: newId<'ItemList'>(),
        ranges: [[0, 1]],
        edit: { what: 'withdrawn', withdrawn: true },
      },
    ],
  },
  { route: 'GET /categories', may: EVERYBODY, ask: () => ['GET', '/categories'] },
  {
    route: 'GET /categories/{id}',
    may: EVERYBODY,
    ask: ({ category }) => ['GET', `/categories/${category.id}`],
  },
  {
    route: 'POST /categories',
    may: ['admin'],
    ask: ({ category }) => ['POST', '/categories', { ...category, id: newId<'Category'>() }],
  },
  {
    route: 'PATCH /categories/{id}',
    may: ['admin'],
    ask: ({ category }) => ['PATCH', `/categories/${category.id}`, { revision: 1, position: 3 }],
  },
  {
    route: 'POST /categories/{id}/move',
    may: ['admin'],
    ask: ({ category }) => [
      'POST',
      `/categories/${category.id}/move`,
      { revision: 1, parentId: null, before: null },
    ],
  },
  {
    route: 'DELETE /categories/{id}',
    may: ['admin'],
    ask: ({ category }) => ['DELETE', `/categories/${category.id}`],
  },
];
