-- Sessions of people who sign in with a browser. The token is in their cookie alone; here is its hash.
create table session (
  organization_id uuid not null references organization,
  account_id uuid not null,
  id uuid not null,
  token_hash text not null,
  -- Between the password and the second factor a session may do nothing but show the second factor.
  second_factor_due boolean not null default false,
  created_at bigint not null,
  -- When they last proved who they are; what is delicate asks that this be a few minutes ago.
  proven_at bigint not null,
  last_seen_at bigint not null,
  expires_at bigint not null,
  user_agent text not null,
  address text not null,
  -- What a passkey has to sign next.
  challenge text,
  challenge_expires_at bigint,
  primary key (organization_id, account_id, id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);
create unique index session_by_token on session (organization_id, token_hash);

alter table session enable row level security;
alter table session force row level security;
create policy own_organization on session
  using (organization_id = (select current_organization()))
  with check (organization_id = (select current_organization()));

grant select, insert, update, delete on session to second_chance_app;
