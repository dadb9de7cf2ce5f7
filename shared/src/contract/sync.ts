/**
 * What a till and the server say to each other. Every request but enrolment carries a proof
 * (`Authorization: Till <JWT>`), see `tillProofSchema`.
 */
import { z } from 'zod';
import {
  COLLECTIONS,
  EDITABLE_COLLECTIONS,
  FEED_PARTS,
  type FeedPart,
  feedChangeSchema,
} from '../documents/collections.ts';
import { bucketSchema, digestSchema } from '../documents/digest.ts';
import {
  type IntentId,
  idSchema,
  type OrganizationId,
  type RegisterId,
  type StaffId,
  type StoreId,
} from '../ids.ts';
import { chainSchema, hashSchema, signedEntrySchema } from '../journal/entry.ts';
import { epochMsSchema } from '../time/time.ts';

const feedPartSchema = z.enum(Object.keys(FEED_PARTS) as [FeedPart, ...FeedPart[]]);

/** An Ed25519 public key as JWK (RFC 8037). */
export const publicKeySchema = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type PublicKeyJwk = z.infer<typeof publicKeySchema>;

/** `POST /sync/enrol`. The only request without a proof; the code is the right to enrol. */
export const enrolRequestSchema = z.strictObject({
  /** Ten characters of Crockford's Base32, typed with or without dashes and in any case. */
  code: z.string().min(1).max(40),
  publicKey: publicKeySchema,
  appVersion: z.string().max(40),
});
export const enrolResponseSchema = z.strictObject({
  organizationId: idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>,
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  storeName: z.string(),
  registerId: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
  registerCode: z.string(),
  registerName: z.string(),
  epoch: z.int().min(1),
  /** Z reports that earlier epochs of this register closed, so that numbers go on without a gap. */
  lastZNumber: z.int().min(0),
  serverKey: publicKeySchema,
  serverTime: epochMsSchema,
});
export type EnrolResponse = z.infer<typeof enrolResponseSchema>;

/**
 * Claims of the proof, signed (EdDSA) by the register's key, fresh for each request: bound to
 * method, path with query, and body, so that a stolen one can at most repeat that very request.
 */
export const tillProofSchema = z.strictObject({
  iss: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
  org: idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>,
  epoch: z.int().min(1),
  htm: z.string(),
  htu: z.string(),
  /** SHA-256 of the body's bytes, base64url; of no bytes for a request without body. */
  bh: z.string(),
  /** Seconds since 1970 on the server's clock, which the till knows from every answer. */
  iat: z.int(),
  jti: z.string().min(8).max(64),
});
/** Largest difference between `iat` and the server's clock that is accepted. */
export const PROOF_SKEW_SECONDS_MAX = 120;
/** Every answer of the sync endpoints carries the server's clock in this header, in ms. */
export const SERVER_TIME_HEADER = 'second-chance-time';

/**
 * What a till that can unpack it names first in `accept`: an answer's JSON as one zstd frame, to be
 * unpacked in one go. By `content-encoding` the network layer would do it, in pieces of 16 kB.
 */
export const PACKED_TYPE = 'application/zstd';

/** Entries and bytes that one run may have. */
export const JOURNAL_RUN_ENTRIES_MAX = 500;
export const JOURNAL_RUN_BYTES_MAX = 4_000_000;

/** `POST /sync/journal`: entries of one epoch and chain, ascending without a gap. */
export const journalPushSchema = z.strictObject({
  entries: z.array(signedEntrySchema).min(1).max(JOURNAL_RUN_ENTRIES_MAX),
});

/** The server's word that it has everything up to and with `seq`. */
export const acknowledgementSchema = z.strictObject({
  registerId: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
  epoch: z.int().min(1),
  chain: chainSchema,
  /** 0 where nothing is acknowledged yet. */
  seq: z.int().min(0),
  /** Hash of that entry; the genesis hash for 0. */
  hash: hashSchema,
  at: epochMsSchema,
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;
/** Ed25519 by `serverKey` over the UTF-8 bytes of ACK_DOMAIN and the canonical acknowledgement. */
export const signedAcknowledgementSchema = acknowledgementSchema.extend({
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type SignedAcknowledgement = z.infer<typeof signedAcknowledgementSchema>;
export const ACK_DOMAIN = 'second-chance/acknowledgement/v1\n';

/** Details of JOURNAL_GAP: the number that the server expects next. */
export const journalGapSchema = z.strictObject({ expectedSeq: z.int().min(1) });

/**
 * `GET /sync/pull?after=N&limit=L&part=P`: a part of the store's feed in commit order. A till of
 * protocol 1 names no part and gets the collections of its time.
 *
 * Errors: `CHECKPOINT_TOO_OLD` where deletions since `after` may be forgotten: load afresh from 0.
 */
export const pullQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  /**
   * While a part is loaded from 0, until a page says `upToDate`: the `lastNumber` of its first page.
   * Such a load knows of every deletion since then, however low its checkpoint still is.
   */
  begun: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
  part: feedPartSchema.default('catalogue'),
});
export const pullResponseSchema = z.strictObject({
  changes: z.array(feedChangeSchema),
  /** Ask next with `after` set to this. */
  checkpoint: z.int().min(0),
  /** False: there is more, ask again at once. A short page alone says nothing. */
  upToDate: z.boolean(),
  /** Live documents of this part in the feed by now, for progress and coverage. */
  totalDocuments: z.int().min(0),
  /** The feed's last number as of this page. */
  lastNumber: z.int().min(0),
});
/** What a till of protocol 1 gets. */
export const pullResponseV1Schema = pullResponseSchema.omit({ lastNumber: true });
/**
 * The answer's `checkpoint`, and whether it is `upToDate` (`true`, `false`), ahead of its body: the
 * next page can be asked for while this one is still read and stored.
 */
export const CHECKPOINT_HEADER = 'second-chance-checkpoint';
export const UP_TO_DATE_HEADER = 'second-chance-up-to-date';
export type PullResponse = z.infer<typeof pullResponseSchema>;

/**
 * `GET /sync/stream?after=N&receiptsAfter=M`: server-sent events, open for as long as the till may
 * speak. On connecting and after every commit an event `changes` carries what follows the last one
 * of its part; a till applies it only if its own checkpoint is `from`, and pulls otherwise. An event
 * `resync` says that there is more than a stream should carry: pull. Every 15 s an event `beat`.
 */
export const streamQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  receiptsAfter: z.coerce.number().int().min(0).default(0),
});
export const streamChangesSchema = z.strictObject({
  part: feedPartSchema,
  from: z.int().min(0),
  changes: z.array(feedChangeSchema),
  checkpoint: z.int().min(0),
});
export type StreamChanges = z.infer<typeof streamChangesSchema>;
export const STREAM_BEAT_MS = 15_000;

/** Rows and bytes that one push may have. */
export const PUSH_ROWS_MAX = 500;
export const PUSH_BYTES_MAX = 4_000_000;

/** What a person at a till decided for one document. */
export const pushRowSchema = z.strictObject({
  /** Made once with the decision: the server does it once however often it is sent. */
  intentId: idSchema<'Intent'>() as z.ZodType<IntentId, IntentId>,
  collection: z.enum(EDITABLE_COLLECTIONS),
  id: z.string().min(1).max(60),
  /** The revision that the decision was made on; 0 where the document is new. */
  baseRevision: z.int().min(0),
  deleted: z.boolean(),
  /** The whole document as it shall be; of a deleted one its last version. */
  document: z.record(z.string(), z.unknown()),
  staffId: idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>,
  approvedBy: (idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>).nullable(),
  /** By the till's clock; for the record alone, nothing is decided by it. */
  at: epochMsSchema,
});
export type PushRow = z.infer<typeof pushRowSchema>;

/** `POST /sync/push`. Rows stand alone: whatever becomes of one, the others are taken. */
export const pushRequestSchema = z.strictObject({
  rows: z.array(z.unknown()).min(1).max(PUSH_ROWS_MAX),
});

/** A document as the server has it now. */
export const masterSchema = z.strictObject({
  revision: z.int().min(1),
  deleted: z.boolean(),
  document: z.record(z.string(), z.unknown()),
});
export type Master = z.infer<typeof masterSchema>;

/** In the order of the rows. `master` is null where the server has no such document. */
export const pushResultSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('accepted'),
    intentId: z.string(),
    /** Of the document as this row made it. */
    revision: z.int().min(1),
    /** Set where the document is not what was sent: the server completed it, or it moved on since. */
    master: masterSchema.nullable(),
  }),
  /** Somebody else changed it since `baseRevision`: merge, and send the outcome as a new intent. */
  z.strictObject({
    outcome: z.literal('conflict'),
    intentId: z.string(),
    master: masterSchema.nullable(),
  }),
  /** A rule or a right forbids it, now and later: the row is parked on both sides. */
  z.strictObject({
    outcome: z.literal('rejected'),
    intentId: z.string(),
    /** One of `ERROR_STATUS`; a newer server may know more of them. */
    code: z.string().regex(/^[A-Z][A-Z_]{1,59}$/),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    master: masterSchema.nullable(),
  }),
]);
export type PushResult = z.infer<typeof pushResultSchema>;
export const pushResponseSchema = z.strictObject({ results: z.array(pushResultSchema) });

const collectionSchema = z.enum(COLLECTIONS);

/**
 * `GET /sync/digest`: what the server holds, for a till that has nothing to send. Compared only
 * where `number` is the till's checkpoint of both parts; otherwise something is still on its way.
 */
export const digestResponseSchema = z.strictObject({
  number: z.int().min(0),
  collections: z.record(collectionSchema, digestSchema),
});
/** `GET /sync/digest/COLLECTION`: the same by bucket; buckets without documents are left out. */
export const digestBucketsSchema = z.strictObject({
  number: z.int().min(0),
  buckets: z.record(bucketSchema, digestSchema),
});
/** `GET /sync/digest/COLLECTION/BUCKET`: every live document in it. */
export const digestBucketSchema = z.strictObject({
  number: z.int().min(0),
  documents: z.array(z.strictObject({ id: z.string(), revision: z.int().min(1) })),
});

export const REPAIR_DOCUMENTS_MAX = 500;
/**
 * `POST /sync/repair`: a difference that was found. The server answers with its version of the
 * documents asked for, having first brought back what it lost: from the till's copy where the till
 * may change such documents and the server has no trace of it, from ledger and journal otherwise.
 */
export const repairRequestSchema = z.strictObject({
  collection: collectionSchema,
  documents: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(60),
        /** The till's copy; null where the till has none or an older one. */
        copy: z
          .strictObject({
            revision: z.int().min(1),
            document: z.record(z.string(), z.unknown()),
          })
          .nullable(),
      }),
    )
    .min(1)
    .max(REPAIR_DOCUMENTS_MAX),
});
export const repairResponseSchema = z.strictObject({
  documents: z.array(
    z.strictObject({ id: z.string(), master: masterSchema.nullable(), restored: z.boolean() }),
  ),
});
