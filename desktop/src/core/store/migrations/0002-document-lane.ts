/** What people at this till changed in documents and the server has not decided yet. */
export const sql = /* sql */ `
create table document_intent (
  -- The order in which it was decided and is sent.
  position integer primary key,
  intent_id text not null unique,
  collection text not null,
  document_id text not null,
  -- What the decision was made on; revision 0 and no document where it is new.
  base_revision integer not null,
  base_deleted integer not null,
  base_json text,
  deleted integer not null,
  document_json text not null,
  staff_id text not null,
  approved_by text,
  at integer not null,
  -- 1: it has been in a request, so that what it says must not change under its id any more.
  sent integer not null default 0,
  -- Set where the server refused it for good: it is out of the queue and waits for a person.
  parked_code text,
  parked_message text,
  parked_details_json text,
  parked_at integer
) strict;
create index document_intent_by_document on document_intent (collection, document_id, position);
create index document_intent_waiting on document_intent (position) where parked_code is null;

-- What the feed said of a document while the till's own change of it was undecided: the latest.
create table document_held (
  collection text not null,
  id text not null,
  revision integer not null,
  deleted integer not null,
  document_json text not null,
  primary key (collection, id)
) strict;

-- What a load beside the documents that are here has brought so far; all others go at its end.
create table document_seen (
  collection text not null,
  id text not null,
  primary key (collection, id)
) strict, without rowid;
`;
