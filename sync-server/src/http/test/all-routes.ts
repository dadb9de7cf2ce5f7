import type { Route } from './route.ts';
import { ROUTES_OF_CARDS } from './routes-of-cards.ts';
import { ROUTES_OF_CHANGES } from './routes-of-changes.ts';
import { ROUTES_OF_GOODS } from './routes-of-goods.ts';
import { ROUTES_OF_SALES } from './routes-of-sales.ts';
import { ROUTES_OF_STORES } from './routes-of-stores.ts';

/** Every route of the contract but those of signing in, of one's own account and of tills. */
export const ROUTES: readonly Route[] = [
  ...ROUTES_OF_GOODS,
  ...ROUTES_OF_STORES,
  ...ROUTES_OF_SALES,
  ...ROUTES_OF_CARDS,
  ...ROUTES_OF_CHANGES,
];
