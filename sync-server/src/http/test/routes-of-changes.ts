/** Routes of what changed: conflicts, parked changes, the audit log. */
import { at, type Route } from './route.ts';

export const ROUTES_OF_CHANGES: readonly Route[] = [
  {
    route: 'GET /conflicts',
    may: ['admin'],
    ask: ({ store }) => ['GET', `/conflicts?${at(store)}`],
  },
  {
    route: 'POST /conflicts/{id}/restore',
    may: ['admin'],
    ask: ({ conflict }) => ['POST', `/conflicts/${conflict.id}/restore`, { revision: 1 }],
  },
  {
    route: 'POST /conflicts/{id}/dismiss',
    may: ['admin'],
    ask: ({ conflict }) => ['POST', `/conflicts/${conflict.id}/dismiss`, { revision: 1 }],
  },
  {
    route: 'GET /parked-changes',
    may: ['admin'],
    ask: ({ store }) => ['GET', `/parked-changes?${at(store)}`],
  },
  {
    route: 'POST /parked-changes/{id}/apply',
    may: ['admin'],
    ask: ({ parkedId }) => ['POST', `/parked-changes/${parkedId}/apply`],
  },
  {
    route: 'POST /parked-changes/{id}/dismiss',
    may: ['admin'],
    ask: ({ parkedId }) => ['POST', `/parked-changes/${parkedId}/dismiss`],
  },
  {
    route: 'GET /audit-log',
    may: ['otherAdmin', 'admin', 'platform'],
    ask: () => ['GET', '/audit-log'],
  },
];
