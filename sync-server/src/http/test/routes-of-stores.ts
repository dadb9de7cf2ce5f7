/** Routes of stores and what belongs to them: rates, staff, registers, closing, admins, mail. */
import { emptyProfile } from '@second-chance/shared/documents/store-profile.ts';
import { newId } from '../../db/new-id.ts';
import { ADMINS, AT_WORK, EVERYBODY } from './people.ts';
import { at, type Route } from './route.ts';

export const ROUTES_OF_STORES: readonly Route[] = [
  { route: 'GET /stores', may: EVERYBODY, ask: () => ['GET', '/stores'] },
  {
    route: 'GET /stores/{id}',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/stores/${store.storeId}`],
  },
  {
    route: 'POST /stores',
    may: ['platform'],
    ask: ({ store }) => [
      'POST',
      '/stores',
      { ...store.settings, id: newId<'Store'>(), code: newId<'Store'>().slice(-8).toUpperCase() },
    ],
  },
  {
    route: 'GET /stores/{id}/profile',
    may: EVERYBODY,
    ask: ({ store }) => ['GET', `/stores/${store.storeId}/profile`],
  },
  {
    route: 'PUT /stores/{id}/profile',
    may: ADMINS,
    ask: ({ store }) => {
      const { storeId: _, ...profile } = emptyProfile(store.storeId);
      return ['PUT', `/stores/${store.storeId}/profile`, { ...profile, revision: 0 }];
    },
  },
  {
    route: 'PATCH /stores/{id}',
    may: ['platform'],
    ask: ({ store }) => ['PATCH', `/stores/${store.storeId}`, { revision: 1, returnDays: 100 }],
  },
  { route: 'GET /tax-rates', may: AT_WORK, ask: ({ store }) => ['GET', `/tax-rates?${at(store)}`] },
  {
    route: 'PUT /tax-rates/{id}',
    may: ['platform'],
    ask: ({ store }) => ['PUT', `/tax-rates/${store.taxRate.id}`, store.taxRate],
  },
  {
    route: 'GET /price-schedules',
    may: AT_WORK,
    ask: ({ store }) => ['GET', `/price-schedules?${at(store)}`],
  },
  {
    route: 'PUT /price-schedules/{id}',
    may: ['admin'],
    ask: ({ store }) => {
      const schedule = {
        id: newId<'PriceSchedule'>(),
        storeId: store.storeId,
        name: 'Fast',
        phases: [],
      };
      return ['PUT', `/price-schedules/${schedule.id}`, schedule];
    },
  },
  { route: 'GET /staff', may: ADMINS, ask: ({ store }) => ['GET', `/staff?${at(store)}`] },
  {
    route: 'POST /staff',
    may: ['admin'],
    ask: ({ staff }) => ['POST', '/staff', { ...staff, id: newId<'Staff'>() }],
  },
  {
    route: 'PATCH /staff/{id}',
    may: ['admin'],
    ask: ({ staff }) => ['PATCH', `/staff/${staff.id}`, { revision: 1, active: false }],
  },
  { route: 'GET /registers', may: ADMINS, ask: ({ store }) => ['GET', `/registers?${at(store)}`] },
  {
    route: 'POST /registers',
    may: ['platform'],
    ask: ({ register }) => [
      'POST',
      '/registers',
      { ...register, id: newId<'Register'>(), code: newId<'Register'>().slice(-8).toUpperCase() },
    ],
  },
  {
    route: 'POST /registers/{id}/enrolment-codes',
    may: ['platform'],
    ask: ({ register }) => ['POST', `/registers/${register.id}/enrolment-codes`],
  },
  {
    route: 'POST /registers/{id}/revoke',
    may: ['platform'],
    ask: ({ register }) => ['POST', `/registers/${register.id}/revoke`],
  },
  {
    route: 'GET /registers/{id}/journal',
    // There is no epoch yet: whoever may look is told so.
    may: [],
    ask: ({ register }) => ['GET', `/registers/${register.id}/journal?epoch=1`],
  },
  {
    route: 'POST /stores/{id}/close',
    may: ['platform'],
    ask: ({ store }) => ['POST', `/stores/${store.storeId}/close`],
  },
  {
    route: 'POST /stores/{id}/reopen',
    may: ['platform'],
    ask: ({ store }) => ['POST', `/stores/${store.storeId}/reopen`],
  },
  {
    route: 'GET /store-admins',
    may: ['platform'],
    ask: ({ store }) => ['GET', `/store-admins?${at(store)}`],
  },
  {
    route: 'POST /store-admins',
    may: ['platform'],
    ask: ({ store }) => [
      'POST',
      '/store-admins',
      {
        id: newId<'Account'>(),
        storeId: store.storeId,
        email: `${newId()}@example.com`,
        displayName: 'Bo',
      },
    ],
  },
  {
    route: 'POST /store-admins/{id}/invitation',
    may: ['platform'],
    ask: ({ invited }) => ['POST', `/store-admins/${invited.id}/invitation`],
  },
  {
    route: 'POST /store-admins/{id}/disable',
    may: ['platform'],
    ask: ({ invited }) => ['POST', `/store-admins/${invited.id}/disable`],
  },
  {
    route: 'POST /store-admins/{id}/enable',
    may: ['platform'],
    ask: ({ invited }) => ['POST', `/store-admins/${invited.id}/enable`],
  },
  {
    route: 'DELETE /store-admins/{id}/second-factor',
    // Nobody of them has one: whoever may look is told so.
    may: [],
    ask: ({ invited }) => ['DELETE', `/store-admins/${invited.id}/second-factor`],
  },
  { route: 'GET /mail', may: ['platform'], ask: () => ['GET', '/mail'] },
];
