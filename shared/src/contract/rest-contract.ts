/** The REST API for people and programs. Tills speak `sync.ts`. */
import { accountsContract } from './rest/accounts.ts';
import { catalogueContract } from './rest/catalogue.ts';
import { salesContract } from './rest/sales.ts';
import { storesContract } from './rest/stores.ts';

export const restContract = {
  auth: accountsContract,
  ...catalogueContract,
  ...salesContract,
  ...storesContract,
};
