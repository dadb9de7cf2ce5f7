/** Parts of a count that go from till to till, to be entered together. */
export const sql = /* sql */ `
-- Set before it is handed over, so that a lost answer is asked again under the same id.
alter table stock_count add column part_id text;

-- Parts of other tills that are in a count here, so that none is in it twice.
create table stock_count_part (
  id text primary key,
  count_id text not null references stock_count,
  taken_at integer not null
) strict, without rowid;
`;
