/**
 * What a till and the server say to each other. Every request but enrolment carries a proof
 * (`Authorization: Till <JWT>`), see `tillProofSchema`.
 */
import { z } from 'zod';
import { feedChangeSchema } from '../documents/collections.ts';
import { idSchema, type OrganizationId, type RegisterId, type StoreId } from '../ids.ts';
import { chainSchema, hashSchema, signedEntrySchema } from '../journal/entry.ts';
import { epochMsSchema } from '../time/time.ts';

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

/** `GET /sync/pull?after=N&limit=L`: the store's feed in commit order. */
export const pullQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});
export const pullResponseSchema = z.strictObject({
  changes: z.array(feedChangeSchema),
  /** Ask next with `after` set to this. */
  checkpoint: z.int().min(0),
  /** False: there is more, ask again at once. A short page alone says nothing. */
  upToDate: z.boolean(),
  /** Live documents in the feed by now, for progress and coverage. */
  totalDocuments: z.int().min(0),
});
export type PullResponse = z.infer<typeof pullResponseSchema>;
