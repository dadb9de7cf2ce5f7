-- What people prove themselves with beside a password, the links that mails carry, the mails
-- themselves, and what tills tell of what they have not sent yet.

-- Null: invited, and has not chosen a password yet. Nobody signs in without one.
alter table account alter column password_hash drop not null;
-- The language of mails; null: the store's, else English.
alter table account add column language text;
alter table account add column last_sign_in_at bigint;

-- `secret` is sealed with a key that is derived from the server's own. Not yet confirmed: null.
create table account_totp (
  organization_id uuid not null,
  account_id uuid not null,
  secret text not null,
  confirmed_at bigint,
  -- The latest time step whose code was used: none is taken twice.
  last_step bigint not null default 0,
  created_at bigint not null,
  primary key (organization_id, account_id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);

create table account_passkey (
  organization_id uuid not null,
  account_id uuid not null,
  -- The credential id, base64url.
  id text not null,
  public_key text not null,
  counter bigint not null,
  transports jsonb not null,
  name text not null,
  created_at bigint not null,
  last_used_at bigint,
  primary key (organization_id, account_id, id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);

create table account_recovery_code (
  organization_id uuid not null,
  account_id uuid not null,
  code_hash text not null,
  primary key (organization_id, account_id, code_hash),
  foreign key (organization_id, account_id) references account (organization_id, id)
);

-- Links in mails: an invitation, a new password, a new e-mail. Each works once and for a while.
create table account_link (
  organization_id uuid not null,
  account_id uuid not null,
  token_hash text not null,
  purpose text not null,
  -- The new address of a change of e-mail.
  email text,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (organization_id, account_id, token_hash),
  foreign key (organization_id, account_id) references account (organization_id, id)
);
create unique index account_link_by_token on account_link (organization_id, token_hash);

create table mail (
  organization_id uuid not null references organization,
  id uuid not null,
  kind text not null,
  to_address text not null,
  subject text not null,
  -- Emptied once the mail is sent: what it holds is for its reader alone.
  text_body text not null,
  html_body text not null,
  created_at bigint not null,
  -- Of the next try; a node that tries moves it on, so that no other one does the same.
  try_at bigint not null,
  attempts integer not null default 0,
  sent_at bigint,
  given_up_at bigint,
  last_error text,
  primary key (organization_id, id)
);
create index mail_waiting on mail (organization_id, try_at) where sent_at is null and given_up_at is null;

-- What a till told with its latest contact.
alter table register add column unsent_entries bigint;
alter table register add column oldest_unsent_at bigint;

-- A closed store takes no new tills and is not shown to customers; all it did stays.
alter table store add column closed_at bigint;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'account_totp', 'account_passkey', 'account_recovery_code', 'account_link', 'mail'
  ] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_organization on %I
         using (organization_id = (select current_organization()))
         with check (organization_id = (select current_organization()))',
      tenant_table
    );
  end loop;
end $$;

grant select, insert, update, delete on
  account_totp, account_passkey, account_recovery_code, account_link, mail
  to second_chance_app;
