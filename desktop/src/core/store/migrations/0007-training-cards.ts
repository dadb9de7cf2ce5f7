/** Cards in training are simulated by the server, whatever the store takes. */
export const sql = /* sql */ `
alter table card_payment add column training integer not null default 0;
`;
