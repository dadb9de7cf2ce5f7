/** The REST API for people and programs. Tills speak `sync.ts`. */
import { accountsContract } from './rest/accounts.ts';
import { adminsContract } from './rest/admins.ts';
import { catalogueContract } from './rest/catalogue.ts';
import { changesContract } from './rest/changes.ts';
import { customersContract } from './rest/customers.ts';
import { itemHistoryContract } from './rest/item-history.ts';
import { itemListsContract } from './rest/item-lists.ts';
import { paymentsContract } from './rest/payments.ts';
import { pictureWordsContract } from './rest/pictures.ts';
import { reportsContract } from './rest/reports.ts';
import { salesContract } from './rest/sales.ts';
import { securityContract } from './rest/security.ts';
import { sessionContract } from './rest/session.ts';
import { storeProfileContract } from './rest/store-profile.ts';
import { storesContract } from './rest/stores.ts';
import { tasksContract } from './rest/tasks.ts';

export const restContract = {
  auth: accountsContract,
  ...sessionContract,
  ...securityContract,
  ...adminsContract,
  ...catalogueContract,
  ...itemListsContract,
  ...itemHistoryContract,
  ...pictureWordsContract,
  ...tasksContract,
  ...changesContract,
  ...customersContract,
  ...salesContract,
  ...reportsContract,
  ...paymentsContract,
  ...storesContract,
  ...storeProfileContract,
};
