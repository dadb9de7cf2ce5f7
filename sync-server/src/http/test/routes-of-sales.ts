/** Routes of what was sold, to whom, and what did not fit. */
import { newId } from '../../db/new-id.ts';
import { ADMINS, AT_WORK } from './people.ts';
import { at, type Route } from './route.ts';

const SETTLED = () => ({ settlementId: newId<'Settlement'>(), how: 'accept', note: 'seen' });

export const ROUTES_OF_SALES: readonly Route[] = [
  { route: 'GET /sales', may: AT_WORK, ask: ({ store }) => ['GET', `/sales?${at(store)}`] },
  {
    route: 'GET /sales/totals',
    may: AT_WORK,
    ask: ({ store }) => ['GET', `/sales/totals?${at(store)}`],
  },
  {
    route: 'GET /sales/summary',
    may: AT_WORK,
    ask: ({ store }) => ['GET', `/sales/summary?${at(store)}`],
  },
  { route: 'GET /sales/{id}', may: [], ask: () => ['GET', `/sales/${newId<'Sale'>()}`] },
  {
    route: 'GET /exceptions',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/exceptions?${at(store)}`],
  },
  {
    route: 'GET /exceptions/counts',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/exceptions/counts?${at(store)}`],
  },
  {
    route: 'GET /exceptions/{id}',
    may: ADMINS,
    ask: ({ exceptionId }) => ['GET', `/exceptions/${exceptionId}`],
  },
  {
    route: 'POST /exceptions/{id}/settlements',
    may: ['admin'],
    ask: ({ exceptionId }) => ['POST', `/exceptions/${exceptionId}/settlements`, SETTLED()],
  },
  {
    route: 'POST /exceptions/{id}/undo',
    // Nothing was settled: whoever may settle is told so.
    may: [],
    ask: ({ exceptionId }) => [
      'POST',
      `/exceptions/${exceptionId}/undo`,
      { settlementId: newId<'Settlement'>(), undoes: newId<'Settlement'>() },
    ],
  },
  {
    route: 'GET /customers',
    may: ['employee', 'admin'],
    ask: ({ store }) => ['GET', `/customers?${at(store)}`],
  },
  {
    route: 'GET /customers/{id}',
    may: ['employee', 'admin'],
    ask: ({ customer }) => ['GET', `/customers/${customer.id}`],
  },
  {
    route: 'POST /customers',
    may: ['employee', 'admin'],
    ask: ({ customer }) => ['POST', '/customers', { ...customer, id: newId<'Customer'>() }],
  },
  {
    route: 'PATCH /customers/{id}',
    may: ['employee', 'admin'],
    ask: ({ customer }) => ['PATCH', `/customers/${customer.id}`, { revision: 1, note: 'hats' }],
  },
  {
    route: 'GET /customers/{id}/export',
    may: ['admin'],
    ask: ({ customer }) => ['GET', `/customers/${customer.id}/export`],
  },
  {
    route: 'POST /customers/{id}/erase',
    may: ['admin'],
    ask: ({ customer }) => ['POST', `/customers/${customer.id}/erase`, { reason: 'asked' }],
  },
  {
    route: 'GET /reports/day',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/reports/day?${at(store)}`],
  },
  { route: 'GET /shifts', may: ADMINS, ask: ({ store }) => ['GET', `/shifts?${at(store)}`] },
  { route: 'GET /shifts/{id}', may: ADMINS, ask: ({ shiftId }) => ['GET', `/shifts/${shiftId}`] },
];
