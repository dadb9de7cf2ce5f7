/**
 * Every error code that crosses a boundary: HTTP status for the REST API, and whether the screen
 * offers to try again. Texts for people are in `shared/src/text` under `error.CODE`.
 */
export const ERROR_STATUS = {
  // What was sent
  INVALID_REQUEST: 400,
  INVALID_TEXT: 400,
  PAYLOAD_TOO_LARGE: 413,
  PROTOCOL_UNSUPPORTED: 426,
  // Who is asking
  NOT_SIGNED_IN: 401,
  WRONG_CREDENTIALS: 401,
  NOT_ALLOWED: 403,
  APPROVAL_REQUIRED: 403,
  ORIGIN_REFUSED: 403,
  FRESH_SIGN_IN_REQUIRED: 403,
  SECOND_FACTOR_WRONG: 401,
  PASSWORD_COMMON: 400,
  ACCOUNT_DISABLED: 403,
  LINK_EXPIRED: 410,
  TOO_MANY_TRIES: 429,
  PIN_WRONG: 401,
  PIN_LOCKED: 429,
  STAFF_INACTIVE: 403,
  // Registers
  ENROLMENT_CODE_WRONG: 403,
  REGISTER_REVOKED: 403,
  REGISTER_UNKNOWN: 401,
  PROOF_INVALID: 401,
  CLOCK_SKEW: 401,
  NOT_ENROLLED: 409,
  ALREADY_ENROLLED: 409,
  UNSYNCED_ENTRIES: 409,
  // Journal lane
  JOURNAL_GAP: 409,
  JOURNAL_FORK: 409,
  JOURNAL_BROKEN: 409,
  EPOCH_FROZEN: 409,
  // Document lane
  CHECKPOINT_TOO_OLD: 410,
  // Things
  NOT_FOUND: 404,
  CONFLICT: 409,
  ALREADY_EXISTS: 409,
  CATEGORY_IN_USE: 409,
  TOO_MANY_ITEMS: 413,
  FILE_NOT_READABLE: 400,
  PICTURE_NOT_SUPPORTED: 415,
  PICTURE_TOO_LARGE: 413,
  PICTURE_DAMAGED: 400,
  STORE_IN_USE: 409,
  STORE_CLOSED: 409,
  // Selling
  NO_SHIFT: 409,
  SHIFT_OPEN: 409,
  CART_EMPTY: 409,
  CART_FULL: 409,
  CART_NOT_EMPTY: 409,
  CODE_UNKNOWN: 404,
  CODE_AMBIGUOUS: 409,
  LINE_UNKNOWN: 404,
  QUANTITY_INVALID: 400,
  AMOUNT_INVALID: 400,
  ITEM_WITHDRAWN: 409,
  DISCOUNT_TOO_LARGE: 400,
  TENDER_TOO_SMALL: 409,
  TENDER_TOO_LARGE: 409,
  TENDER_NOT_ALLOWED: 409,
  RETURN_EXCEEDS_SALE: 409,
  RETURN_TOO_LATE: 409,
  NOT_RETURNABLE: 409,
  SALE_CHANGED: 409,
  VOID_NOT_POSSIBLE: 409,
  BALANCE_TOO_SMALL: 409,
  CARD_CODE_INVALID: 400,
  NOT_IN_TRAINING: 409,
  PARKED_ELSEWHERE: 409,
  NOTHING_TO_UNDO: 409,
  // Cards
  CARD_NEEDS_NETWORK: 503,
  PAYMENT_OPEN: 409,
  PAYMENT_DIFFERS: 409,
  PAYMENT_NOT_POSSIBLE: 409,
  READER_BUSY: 409,
  READER_OFFLINE: 409,
  READER_UNKNOWN: 404,
  REFUND_TOO_LARGE: 409,
  // Printing
  NO_PRINTER: 409,
  // The till itself
  CATALOGUE_NOT_READY: 409,
  STORE_DAMAGED: 503,
  DISK_FULL: 507,
  DISK_FAILED: 503,
  SERVER_UNREACHABLE: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** An error as it crosses a boundary. `details` are numbers, codes and ids, never internals. */
export interface CodedError {
  readonly code: ErrorCode;
  /** English, for logs and developers; people see the text of the code in their language. */
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The exceptions that the server raises for a person; never a refusal. */
export const EXCEPTION_KINDS = [
  'sold_twice',
  'below_zero',
  'totals_differ',
  'payload_invalid',
  'unknown_type',
  'unknown_item',
  'receipt_number_unexpected',
  'return_exceeds_sale',
  'journal_fork',
  'journal_broken',
  'clock_skew',
  'payment_unknown',
  'payment_contradicted',
  'charge_without_sale',
  'sale_without_charge',
  'charge_not_ours',
  'refund_not_ours',
  'refund_not_booked',
  'refund_failed',
  'stored_value_overdrawn',
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];
