/** Tables around accounts: what people prove themselves with, links, sessions and mails. */
import type { LinkPurpose } from '@second-chance/shared/contract/rest/session.ts';
import type { AccountId, MailId, OrganizationId, SessionId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Generated } from 'kysely';
import type { Json } from './schema.ts';

export interface AccountTotpTable {
  organization_id: OrganizationId;
  account_id: AccountId;
  secret: string;
  confirmed_at: EpochMs | null;
  last_step: Generated<number>;
  created_at: EpochMs;
}

export interface AccountPasskeyTable {
  organization_id: OrganizationId;
  account_id: AccountId;
  id: string;
  public_key: string;
  counter: number;
  transports: Json<readonly string[]>;
  name: string;
  created_at: EpochMs;
  last_used_at: EpochMs | null;
}

export interface AccountRecoveryCodeTable {
  organization_id: OrganizationId;
  account_id: AccountId;
  code_hash: string;
}

export interface AccountLinkTable {
  organization_id: OrganizationId;
  account_id: AccountId;
  token_hash: string;
  purpose: LinkPurpose;
  email: string | null;
  created_at: EpochMs;
  expires_at: EpochMs;
  used_at: EpochMs | null;
}

export interface MailTable {
  organization_id: OrganizationId;
  id: MailId;
  kind: string;
  to_address: string;
  subject: string;
  text_body: string;
  html_body: string;
  created_at: EpochMs;
  try_at: EpochMs;
  attempts: Generated<number>;
  sent_at: EpochMs | null;
  given_up_at: EpochMs | null;
  last_error: string | null;
}

export interface SessionTable {
  organization_id: OrganizationId;
  account_id: AccountId;
  id: SessionId;
  token_hash: string;
  second_factor_due: Generated<boolean>;
  created_at: EpochMs;
  proven_at: EpochMs;
  last_seen_at: EpochMs;
  expires_at: EpochMs;
  user_agent: string;
  address: string;
  challenge: string | null;
  challenge_expires_at: EpochMs | null;
}

export interface AccountTables {
  session: SessionTable;
  account_totp: AccountTotpTable;
  account_passkey: AccountPasskeyTable;
  account_recovery_code: AccountRecoveryCodeTable;
  account_link: AccountLinkTable;
  mail: MailTable;
}
