/** Reads a whole journal as it streams in and checks it, away from the page so that this stays quick. */
import { GENESIS_HASH } from '@second-chance/shared/journal/entry.ts';
import { checkRun, type EntryFault, importRegisterKey } from './check-entries.ts';

export interface JournalAsked {
  readonly registerId: string;
  readonly epoch: number;
}

export type JournalNews =
  | { readonly state: 'running'; readonly checked: number; readonly total: number }
  | { readonly state: 'whole'; readonly checked: number; readonly hash: string }
  | { readonly state: 'fault'; readonly checked: number; readonly fault: EntryFault }
  | { readonly state: 'short'; readonly checked: number; readonly total: number }
  | { readonly state: 'unsupported' }
  | { readonly state: 'unreachable' };

/** Entries whose hashes and signatures are computed at once. */
const AT_ONCE = 250;

addEventListener('message', ({ data }: MessageEvent<JournalAsked>) => {
  void check(data).then(tell, () => tell({ state: 'unreachable' }));
});

function tell(news: JournalNews): void {
  postMessage(news);
}

async function check({ registerId, epoch }: JournalAsked): Promise<JournalNews> {
  const response = await fetch(`/registers/${registerId}/journal.ndjson?epoch=${epoch}`);
  if (!response.ok || response.body === null) return { state: 'unreachable' };
  const lines = linesOf(response.body);
  const { value: first } = await lines.next();
  const header = JSON.parse(first ?? '');
  const register = await importRegisterKey(header.publicKey);
  if (register === null) return { state: 'unsupported' };
  const total: number = header.head.seq;
  let head = { seq: 0, hash: GENESIS_HASH };
  let batch: unknown[] = [];
  const checkBatch = async () => {
    const checked = await checkRun(batch, head, register);
    head = checked.head;
    batch = [];
    tell({ state: 'running', checked: head.seq, total });
    return checked.fault;
  };
  for await (const line of lines) {
    batch.push(parsed(line));
    if (batch.length < AT_ONCE) continue;
    const fault = await checkBatch();
    if (fault !== null) return { state: 'fault', checked: head.seq, fault };
  }
  const fault = await checkBatch();
  if (fault !== null) return { state: 'fault', checked: head.seq, fault };
  return head.seq === total && (total === 0 || head.hash === header.head.hash)
    ? { state: 'whole', checked: head.seq, hash: head.hash }
    : { state: 'short', checked: head.seq, total };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
