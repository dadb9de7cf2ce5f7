/** The tables as Kysely sees them; `migrations/` is the truth. Columns carry their units in brands. */
import type { CodedError, ExceptionKind } from '@second-chance/shared/contract/errors.ts';
import type { PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';
import type { ConflictDocument } from '@second-chance/shared/documents/conflict.ts';
import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import type { Condition, ItemDocument, ItemKind } from '@second-chance/shared/documents/item.ts';
import type {
  CategoryDocument,
  PriceScheduleDocument,
  StaffDocument,
  StoreSettingsDocument,
  TaxRateDocument,
} from '@second-chance/shared/documents/reference-data.ts';
import type { StockLevelDocument } from '@second-chance/shared/documents/stock-level.ts';
import type { SettleWay } from '@second-chance/shared/exceptions/settling.ts';
import type {
  AccountId,
  CategoryId,
  ConflictId,
  CustomerId,
  ExceptionId,
  IntentId,
  ItemId,
  OrganizationId,
  PriceScheduleId,
  RegisterId,
  SaleId,
  SettlementId,
  ShiftId,
  StaffId,
  StoreId,
  TaxRateId,
} from '@second-chance/shared/ids.ts';
import type { Chain } from '@second-chance/shared/journal/entry.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { Role } from '@second-chance/shared/people/roles.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import type { ShiftTotals } from '@second-chance/shared/sale/shift-totals-schema.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { AccountTables } from './account-schema.ts';
import type { ShopTables } from './shop-schema.ts';
import type { SystemTables } from './system-schema.ts';

/** A jsonb column: read as a value, written as JSON text so that the driver guesses nothing. */
export type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

/** What every replicated document's row has beside the document. */
interface DocumentRow<Id, Document> {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: Id;
  document: Json<Document>;
  revision: Generated<number>;
  feed_number: number;
  deleted: Generated<boolean>;
}

export interface OrganizationTable {
  id: OrganizationId;
  slug: string;
  name: string;
  created_at: EpochMs;
}

export interface StoreTable {
  organization_id: OrganizationId;
  id: StoreId;
  document: Json<StoreSettingsDocument>;
  code: GeneratedAlways<string>;
  revision: Generated<number>;
  feed_number: number;
  deleted: Generated<boolean>;
  closed_at: EpochMs | null;
}

export interface FeedScopeTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  last_number: Generated<number>;
  horizon: Generated<number>;
}

export interface FeedMarkTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  at: EpochMs;
  last_number: number;
}

export interface ItemTable extends DocumentRow<ItemId, ItemDocument> {
  sku: GeneratedAlways<string>;
  category_id: GeneratedAlways<CategoryId>;
  kind: GeneratedAlways<ItemKind>;
  withdrawn: GeneratedAlways<boolean>;
  name: GeneratedAlways<string>;
  brand: GeneratedAlways<string>;
  condition: GeneratedAlways<Condition>;
  price: GeneratedAlways<MinorUnits>;
  listed_on: GeneratedAlways<BusinessDay>;
  picture_count: GeneratedAlways<number>;
}

export interface ItemWordTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  item_id: ItemId;
  word: string;
}

export interface CustomerWordTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  customer_id: CustomerId;
  word: string;
}

export interface ConflictTable extends DocumentRow<ConflictId, ConflictDocument> {
  open: GeneratedAlways<boolean>;
}

export interface ReceiptTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: SaleId;
  register_id: RegisterId;
  epoch: number;
  seq: number;
  at: EpochMs;
  revision: Generated<number>;
  feed_number: number;
  deleted: Generated<boolean>;
}

export interface PushIntentTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  intent_id: IntentId;
  register_id: RegisterId;
  outcome: 'accepted' | 'rejected';
  revision: number | null;
  error: NullableJson<CodedError>;
  at: EpochMs;
}

export interface ParkedChangeTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: IntentId;
  register_id: RegisterId;
  staff_id: StaffId | null;
  collection: string;
  document_id: string;
  row: Json<unknown>;
  code: string;
  message: string;
  details: NullableJson<Readonly<Record<string, unknown>>>;
  parked_at: EpochMs;
  settled_at: EpochMs | null;
  settled_by: AccountId | null;
  settled_how: 'applied' | 'dismissed' | null;
}

export interface StockLevelTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  item_id: ItemId;
  on_hand: Generated<number>;
  claimed: Generated<number>;
  applied: ColumnType<StockLevelDocument['applied'], string | undefined, string>;
  revision: Generated<number>;
  feed_number: number;
}

export interface StockMovementTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: GeneratedAlways<number>;
  item_id: ItemId;
  quantity: number;
  kind: string;
  register_id: RegisterId | null;
  epoch: number | null;
  seq: number | null;
  line_number: number | null;
  at: EpochMs;
  note: Generated<string>;
  /** Who moved it at a desk; null where a till did. */
  account_id: ColumnType<AccountId | null, AccountId | undefined, never>;
  request_id: ColumnType<string | null, string | undefined, never>;
}

export interface RegisterTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: RegisterId;
  code: string;
  name: string;
  epoch: Generated<number>;
  last_z_number: Generated<number>;
  revoked_at: EpochMs | null;
  last_contact_at: EpochMs | null;
  app_version: string | null;
  unsent_entries: number | null;
  oldest_unsent_at: EpochMs | null;
}

export interface RegisterEpochTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  register_id: RegisterId;
  epoch: number;
  public_key: Json<PublicKeyJwk>;
  key_id: string;
  enrolled_at: EpochMs;
  frozen_at: EpochMs | null;
  frozen_code: string | null;
}

export interface EnrolmentCodeTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  register_id: RegisterId;
  code_hash: string;
  expires_at: EpochMs;
  used_at: EpochMs | null;
}

/** Where an entry stands: the key of every journal table. */
interface JournalPlace {
  organization_id: OrganizationId;
  store_id: StoreId;
  register_id: RegisterId;
  epoch: number;
  chain: Chain;
  seq: number;
}

export interface JournalEntryTable extends JournalPlace {
  type: string;
  at: EpochMs;
  hash: string;
  entry: string;
  received_at: EpochMs;
}

export interface JournalHeadTable extends JournalPlace {
  hash: string;
  receipt_counter: Generated<number>;
}

export interface JournalEvidenceTable extends JournalPlace {
  hash: string;
  entry: string;
  received_at: EpochMs;
}

export interface SaleTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: SaleId;
  register_id: RegisterId;
  epoch: number;
  seq: number;
  hash: string;
  receipt_number: string;
  kind: SaleRecord['kind'];
  shift_id: ShiftId;
  at: EpochMs;
  business_day: BusinessDay;
  staff_id: StaffId | null;
  approved_by: StaffId | null;
  customer_id: CustomerId | null;
  voids: SaleId | null;
  line_count: number;
  currency: string;
  net: MinorUnits;
  tax: MinorUnits;
  gross: MinorUnits;
  cash_rounding: MinorUnits;
  received_at: EpochMs;
}

export interface SaleLineTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  sale_id: SaleId;
  line_number: number;
  item_id: ItemId | null;
  sku: string;
  name: string;
  quantity: number;
  net: MinorUnits;
  tax: MinorUnits;
  gross: MinorUnits;
  return_of_sale: SaleId | null;
  return_of_line: number | null;
}

export interface SaleTenderTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  sale_id: SaleId;
  position: number;
  kind: string;
  amount: MinorUnits;
}

export interface ShiftTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: ShiftId;
  register_id: RegisterId;
  opened_at: EpochMs;
  opened_by: StaffId | null;
  float: MinorUnits;
  closed_at: EpochMs | null;
  closed_by: StaffId | null;
  z_number: number | null;
  counted: MinorUnits | null;
  expected: MinorUnits | null;
  totals: NullableJson<ShiftTotals>;
  closed_epoch: number | null;
  closed_seq: number | null;
}

export interface DrawerEventTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  register_id: RegisterId;
  epoch: number;
  seq: number;
  shift_id: ShiftId;
  kind: 'cash_moved' | 'drawer_opened';
  amount: MinorUnits;
  reason: string;
  at: EpochMs;
  staff_id: StaffId | null;
  approved_by: StaffId | null;
}

export interface ExceptionTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: ExceptionId;
  kind: ExceptionKind;
  register_id: RegisterId | null;
  epoch: number | null;
  chain: Chain | null;
  seq: number | null;
  hash: string | null;
  details: Json<Readonly<Record<string, unknown>>>;
  raised_at: EpochMs;
  settled_at: EpochMs | null;
  settled_by: AccountId | null;
}

export interface ExceptionSettlementTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  id: SettlementId;
  exception_id: ExceptionId;
  how: SettleWay | 'undone';
  note: string;
  movements: Json<readonly { readonly itemId: ItemId; readonly quantity: number }[]>;
  undoes: SettlementId | null;
  at: EpochMs;
  by: AccountId | null;
}

export interface AccountTable {
  organization_id: OrganizationId;
  id: AccountId;
  email: string;
  email_folded: string;
  password_hash: string | null;
  display_name: string;
  role: Role;
  store_id: StoreId | null;
  disabled_at: EpochMs | null;
  created_at: EpochMs;
  language: Language | null;
  last_sign_in_at: EpochMs | null;
}

export interface AuditLogTable {
  organization_id: OrganizationId;
  id: GeneratedAlways<number>;
  store_id: StoreId | null;
  at: EpochMs;
  actor: string | null;
  action: string;
  subject: string;
  before: NullableJson<unknown>;
  after: NullableJson<unknown>;
}

interface PictureWordsTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  item_id: ItemId;
  name: string;
  words: string;
  changed_at: EpochMs;
}

export interface Database extends AccountTables, ShopTables, SystemTables {
  organization: OrganizationTable;
  store: StoreTable;
  picture_words: PictureWordsTable;
  feed_scope: FeedScopeTable;
  category: DocumentRow<CategoryId, CategoryDocument>;
  tax_rate: DocumentRow<TaxRateId, TaxRateDocument>;
  price_schedule: DocumentRow<PriceScheduleId, PriceScheduleDocument>;
  staff: DocumentRow<StaffId, StaffDocument>;
  item: ItemTable;
  customer: DocumentRow<CustomerId, CustomerDocument>;
  customer_word: CustomerWordTable;
  conflict: ConflictTable;
  receipt: ReceiptTable;
  feed_mark: FeedMarkTable;
  push_intent: PushIntentTable;
  parked_change: ParkedChangeTable;
  item_word: ItemWordTable;
  stock_level: StockLevelTable;
  stock_movement: StockMovementTable;
  register: RegisterTable;
  register_epoch: RegisterEpochTable;
  enrolment_code: EnrolmentCodeTable;
  journal_entry: JournalEntryTable;
  journal_head: JournalHeadTable;
  journal_evidence: JournalEvidenceTable;
  sale: SaleTable;
  sale_line: SaleLineTable;
  sale_tender: SaleTenderTable;
  shift: ShiftTable;
  drawer_event: DrawerEventTable;
  exception: ExceptionTable;
  exception_settlement: ExceptionSettlementTable;
  account: AccountTable;
  audit_log: AuditLogTable;
}
