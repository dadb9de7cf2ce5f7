import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Loading } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import type { SaleFile } from '../sale-page.tsx';
import { checkRun, type EntryFault, importRegisterKey, readEntry } from './check-entries.ts';
import { faultKey } from './fault-words.ts';
import { JournalCheck } from './journal-check.tsx';
import styles from './proof-panel.module.css';

/** Entries shown and checked on each side of the one in question. */
const AROUND = 3;

type Proof =
  | { readonly state: 'unsupported' }
  | {
      readonly state: 'fault';
      readonly fault: EntryFault;
      readonly entries: readonly SignedEntry[];
    }
  | { readonly state: 'other_record'; readonly entries: readonly SignedEntry[] }
  | { readonly state: 'verified'; readonly entries: readonly SignedEntry[] };

/** Fetches the entry with its neighbours and checks all of it here, in the browser. */
async function prove(sale: SaleFile): Promise<Proof> {
  const { registerId, epoch, seq } = sale.journal;
  const after = Math.max(0, seq - 1 - AROUND);
  const limit = seq - after + AROUND;
  const run = await api.registers.journal({ id: registerId, epoch, after, limit });
  const register = await importRegisterKey(run.publicKey);
  if (register === null) return { state: 'unsupported' };
  const entries = run.entries.flatMap((value) => readEntry(value) ?? []);
  const [first] = entries;
  // What stands before the run is taken at its word: the whole journal is checked by its own button.
  const before = { seq: after, hash: first?.prevHash ?? '' };
  const { fault } = await checkRun(run.entries, before, register);
  if (fault !== null) return { state: 'fault', fault, entries };
  const own = entries.find((entry) => entry.seq === seq);
  if (own === undefined) return { state: 'fault', fault: { code: 'no_entry', seq }, entries };
  const same =
    own.hash === sale.journal.hash && canonicalJson(own.payload) === canonicalJson(sale.record);
  return { state: same ? 'verified' : 'other_record', entries };
}

/** What proves that a record is as the till signed it, or what exactly is wrong. */
export function ProofPanel({
  sale,
  registerCode,
}: {
  readonly sale: SaleFile;
  readonly registerCode: string;
}) {
  const t = useText();
  const { registerId, epoch, seq } = sale.journal;
  const query = useQuery({
    queryKey: ['proof', registerId, epoch, seq],
    queryFn: () => prove(sale),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Panel title={t('admin.proof.title')} wide>
      {query.error !== null && <FailureNote error={query.error} />}
      {query.isPending && <Loading lines={3} />}
      {query.data !== undefined && (
        <Verdict proof={query.data} sale={sale} registerCode={registerCode} />
      )}
      <JournalCheck registerId={registerId} epoch={epoch} registerCode={registerCode} />
    </Panel>
  );
}

function Verdict({
  proof,
  sale,
  registerCode,
}: {
  readonly proof: Proof;
  readonly sale: SaleFile;
  readonly registerCode: string;
}) {
  const t = useText();
  const format = useFormat();
  const { seq } = sale.journal;
  if (proof.state === 'unsupported') return <p>{t('admin.proof.unsupported')}</p>;
  const own = proof.entries.find((entry) => entry.seq === seq);
  const good = proof.state === 'verified';
  const words =
    proof.state === 'verified'
      ? t('admin.proof.verified', {
          number: format.count(seq),
          time: format.dateTime(sale.at),
          register: registerCode,
        })
      : proof.state === 'other_record'
        ? t('admin.proof.otherRecord', { number: format.count(seq) })
        : t(faultKey(proof.fault.code), { number: format.count(proof.fault.seq) });
  return (
    <>
      <p className={styles.verdict} data-good={good || undefined} role="status">
        <span aria-hidden="true">{good ? '✓' : '■'}</span>
        <span>{words}</span>
      </p>
      {!good && <p>{t('admin.proof.badTodo')}</p>}
      <ol className={styles.chain} aria-label={t('admin.proof.chain')}>
        {proof.entries.map((entry) => {
          const bad = proof.state === 'fault' && entry.seq >= proof.fault.seq;
          return (
            <li
              key={entry.seq}
              className={styles.link}
              data-own={entry.seq === seq || undefined}
              data-bad={bad || undefined}
            >
              <span className={styles.number}>
                {bad ? '■' : '✓'} {format.count(entry.seq)}
              </span>
              <code className={styles.short}>{entry.hash.slice(0, 8)}</code>
            </li>
          );
        })}
      </ol>
      {own !== undefined && (
        <Facts
          rows={[
            { label: t('admin.proof.place'), value: `${registerCode}-${own.epoch}, ${seq}` },
            { label: t('admin.proof.hash'), value: <code>{own.hash}</code> },
            { label: t('admin.proof.previous'), value: <code>{own.prevHash}</code> },
            { label: t('admin.proof.signature'), value: <code>{own.signature}</code> },
            { label: t('admin.proof.key'), value: <code>{own.keyId}</code> },
          ]}
        />
      )}
    </>
  );
}
