/** Sends the journal, run by run, and believes only what the server signed. */
import { verify } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  ACK_DOMAIN,
  JOURNAL_RUN_BYTES_MAX,
  JOURNAL_RUN_ENTRIES_MAX,
  journalGapSchema,
  type SignedAcknowledgement,
  signedAcknowledgementSchema,
} from '@second-chance/shared/contract/sync.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import {
  acknowledge,
  type ChainState,
  keptAsEvidence,
  type Run,
  readRun,
  waitingChains,
} from '../journal/unsent-runs.ts';
import type { Enrolment } from '../register/enrolment.ts';
import { ed25519PublicKey } from '../register/public-key.ts';
import type { Store } from '../store/open-store.ts';
import { callServer, type ServerLink, type ServerRequest } from './server-call.ts';

export interface JournalPush {
  /**
   * Sends the next run. `more`: there is another one to send at once. An error tells what keeps the
   * journal from being sent; nothing is ever dropped for it.
   */
  readonly next: (link: ServerLink) => Promise<Result<Pushed, CodedError>>;
}

export interface Pushed {
  readonly more: boolean;
  /** A chain that stands aside until more is written to it, so that the others go on. */
  readonly problem: CodedError | null;
}

const TIMEOUT_MS = 30_000;
/** Below this, packing costs more than it saves. */
const GZIP_FROM_BYTES = 16_000;
const pack = promisify(gzip);

/** The server keeps these as evidence but will not count on from them. */
const EVIDENCE_CODES: ReadonlySet<string> = new Set([
  'JOURNAL_FORK',
  'JOURNAL_BROKEN',
  'EPOCH_FROZEN',
]);

/**
 * Pushes for one enrolment; its register's earlier epochs go first. Entries that the server will not
 * count on from are sent all the same, as evidence.
 */
export function createJournalPush(store: Store, enrolment: Enrolment): JournalPush {
  const serverKey = ed25519PublicKey(enrolment.serverKey);
  /** Where to go on, where the server asked for something earlier than what is unsent. */
  const goBackTo = new Map<string, number>();
  const standingAside = new Map<string, StandingAside>();
  const nameOf = ({ epoch, chain }: Pick<ChainState, 'epoch' | 'chain'>) => `${epoch}/${chain}`;
  const mayGo = (chain: ChainState) =>
    chain.seq > (standingAside.get(nameOf(chain))?.until ?? chain.sentSeq);

  async function next(link: ServerLink): Promise<Result<Pushed, CodedError>> {
    const chain = waitingChains(store).find(mayGo);
    if (chain === undefined) return pushed(false);
    const fromSeq = goBackTo.get(nameOf(chain)) ?? chain.sentSeq + 1;
    const run = readRun(store, { ...chain, fromSeq, ...LIMITS });
    assert(run !== null, 'a chain that waits has entries');
    const answered = await callServer(link, await requestOf(run.entriesJson));
    return answered.ok ? settle(chain, run, answered.value) : refused(chain, run, answered.error);
  }

  function pushed(more: boolean) {
    const [aside] = standingAside.values();
    return ok({ more, problem: aside?.problem ?? null });
  }

  function settle(chain: ChainState, run: Run, answer: unknown): Result<Pushed, CodedError> {
    const ack = signedAcknowledgementSchema.safeParse(answer);
    if (!ack.success || !isServersWord(ack.data) || nameOf(ack.data) !== nameOf(chain)) {
      return err({ code: 'SERVER_UNREACHABLE', message: 'an acknowledgement that is not valid' });
    }
    if (!acknowledge(store, ack.data)) return parted(chain, run);
    standingAside.delete(nameOf(chain));
    const { seq } = ack.data;
    if (seq === run.fromSeq - 1) {
      return err({ code: 'SERVER_UNREACHABLE', message: 'a run that got nowhere' });
    }
    // A server that lost entries says so by a lower number; those are sent once more.
    if (seq < chain.sentSeq) goBackTo.set(nameOf(chain), seq + 1);
    else goBackTo.delete(nameOf(chain));
    return pushed(true);
  }

  function isServersWord({ signature, ...ack }: SignedAcknowledgement): boolean {
    const signed = Buffer.from(ACK_DOMAIN + canonicalJson(ack), 'utf8');
    return (
      ack.registerId === enrolment.registerId &&
      verify(null, signed, serverKey, Buffer.from(signature, 'base64url'))
    );
  }

  function refused(chain: ChainState, run: Run, error: CodedError): Result<Pushed, CodedError> {
    if (error.code === 'JOURNAL_GAP') return goBack(chain, run, error);
    if (!EVIDENCE_CODES.has(error.code)) return err(error);
    keptAsEvidence(store, { ...chain, seq: run.toSeq });
    goBackTo.delete(nameOf(chain));
    standingAside.delete(nameOf(chain));
    return pushed(true);
  }

  /**
   * The run is what the server has; what follows it here is not. So that follows next, as soon as
   * there is any: a server that is not shown it hears of no fork, and keeps nothing of it.
   */
  function parted(chain: ChainState, run: Run): Result<Pushed, CodedError> {
    goBackTo.set(nameOf(chain), run.toSeq + 1);
    return standAside(chain, { until: run.toSeq, message: 'the server has other entries' });
  }

  function goBack(chain: ChainState, run: Run, error: CodedError): Result<Pushed, CodedError> {
    const gap = journalGapSchema.safeParse(error.details);
    if (!gap.success || gap.data.expectedSeq >= run.fromSeq) {
      return standAside(chain, { until: chain.seq, message: 'the server expects other entries' });
    }
    goBackTo.set(nameOf(chain), gap.data.expectedSeq);
    return pushed(true);
  }

  function standAside(
    chain: ChainState,
    { until, message }: { readonly until: number; readonly message: string },
  ): Result<Pushed, CodedError> {
    standingAside.set(nameOf(chain), { until, problem: { code: 'JOURNAL_FORK', message } });
    return pushed(true);
  }

  return { next };
}

interface StandingAside {
  /** Goes on once its chain has an entry after this one. */
  readonly until: number;
  readonly problem: CodedError;
}

const LIMITS = {
  entriesMax: JOURNAL_RUN_ENTRIES_MAX,
  bytesMax: JOURNAL_RUN_BYTES_MAX,
} as const;

async function requestOf(entriesJson: string): Promise<ServerRequest> {
  const plain = Buffer.from(`{"entries":[${entriesJson}]}`);
  const gzip = plain.length >= GZIP_FROM_BYTES;
  const bytes = gzip ? await pack(plain, { level: constants.Z_BEST_SPEED }) : plain;
  return { method: 'POST', path: '/sync/journal', body: { bytes, gzip }, timeoutMs: TIMEOUT_MS };
}
