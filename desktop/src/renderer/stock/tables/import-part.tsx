/** A table of another program: chosen, seen through, then done in one go. */
import type { ImportCheck } from '@second-chance/shared/contract/till/import-views.ts';
import type { ChangeSetId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { type TextKey, useText } from '../../text/use-text.ts';
import { newId } from '../parts/new-id.ts';
import parts from '../parts/parts.module.css';
import { filePieces } from './file-pieces.ts';
import styles from './tables.module.css';

export function ImportPart() {
  const t = useText();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const file = useRef<HTMLInputElement>(null);
  const [check, setCheck] = useState<ImportCheck | null>(null);
  const [done, setDone] = useState<{ created: number; changed: number } | null>(null);
  const look = async (chosen: File) => {
    setDone(null);
    setCheck(null);
    const checkId = newId<ChangeSetId>();
    const found = await call.run(async () => {
      const pieces = filePieces(new Uint8Array(await chosen.arrayBuffer()));
      let answer: ImportCheck | null = null;
      for (const [part, bytes] of pieces.entries()) {
        const last = part === pieces.length - 1;
        const fileName = chosen.name.slice(0, 200);
        answer = await port.imports.check({ checkId, fileName, bytes, part, last });
      }
      return answer;
    });
    setCheck(found);
  };
  const run = async () => {
    if (check === null) return;
    const set = await call.run(() => port.imports.run({ checkId: check.checkId }));
    if (set === null) return;
    setCheck(null);
    setDone(set);
    await queries.invalidateQueries({ queryKey: ['stock'] });
  };
  return (
    <section className={styles.column} aria-label={t('stock.import')}>
      <h3 className={parts.sectionTitle}>{t('stock.import')}</h3>
      <p className={parts.soft}>{t('stock.import.lead')}</p>
      <div className={styles.keys}>
        <TouchKey
          size="small"
          tone={check === null ? 'primary' : 'plain'}
          disabled={call.busy}
          onPress={() => file.current?.click()}
        >
          {t('stock.import.choose')}
        </TouchKey>
        <input
          ref={file}
          className={styles.file}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          tabIndex={-1}
          aria-label={t('stock.import.choose')}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (chosen !== undefined) void look(chosen);
          }}
        />
      </div>
      {call.error !== null && <Failure error={call.error} />}
      {done !== null && (
        <p className={parts.note} role="status">
          {t('stock.import.done', { created: done.created, changed: done.changed })}
        </p>
      )}
      {check !== null && (
        <>
          <Preview check={check} />
          <div className={styles.keys}>
            <TouchKey
              size="small"
              tone="primary"
              disabled={
                call.busy ||
                check.counts.error > 0 ||
                check.counts.create + check.counts.update === 0
              }
              onPress={() => void run()}
            >
              {t('stock.import.run', { count: check.counts.create + check.counts.update })}
            </TouchKey>
            <TouchKey size="small" tone="quiet" onPress={() => setCheck(null)}>
              {t('stock.import.leave')}
            </TouchKey>
          </div>
        </>
      )}
    </section>
  );
}

function Preview({ check }: { readonly check: ImportCheck }) {
  const t = useText();
  const { counts } = check;
  const separator = check.separator === '\t' ? t('stock.import.tab') : check.separator;
  return (
    <div className={styles.preview}>
      <p>
        <strong>{check.fileName}</strong>
        <br />
        <span className={parts.soft}>
          {[
            t(`stock.import.source.${check.source}` as TextKey),
            check.encoding,
            t('stock.import.separator', { separator }),
            t(check.decimalComma ? 'stock.import.comma' : 'stock.import.point'),
          ].join(' · ')}
        </span>
      </p>
      <div className={styles.counts}>
        {(['create', 'update', 'same', 'error'] as const).map((outcome) => (
          <p
            key={outcome}
            className={styles.count}
            data-tone={outcome === 'error' && counts.error > 0 ? 'bad' : undefined}
          >
            <strong>{counts[outcome]}</strong>
            <span>{t(`stock.import.${outcome}`)}</span>
          </p>
        ))}
      </div>
      {counts.error > 0 && (
        <p className={`${parts.note} ${parts.warn}`} role="alert">
          {t('stock.import.errors', { count: counts.error })}
        </p>
      )}
      {check.newCategories.length > 0 && (
        <p>
          {t('stock.import.newCategories', { names: check.newCategories.slice(0, 20).join(', ') })}
        </p>
      )}
      {check.oldCodes > 0 && <p>{t('stock.import.oldCodes', { count: check.oldCodes })}</p>}
      {check.pictureAddresses > 0 && (
        <p>{t('stock.import.pictures', { count: check.pictureAddresses })}</p>
      )}
      {check.unused.length > 0 && (
        <p className={parts.soft}>
          {t('stock.import.unused', { names: check.unused.slice(0, 20).join(', ') })}
        </p>
      )}
      <ul className={parts.lines}>
        {check.rows.slice(0, 60).map((row) => (
          <li key={`${row.line} ${row.sku}`} className={parts.line}>
            <span className={parts.soft}>{row.line}</span>
            <span className={parts.lineText}>
              <span className={parts.lineName}>{row.name || row.sku}</span>
              <span className={row.outcome === 'error' ? parts.wrong : parts.soft}>
                {row.outcome === 'error'
                  ? row.problems
                      .map(({ column, problem }) =>
                        t('stock.import.problemAt', {
                          column,
                          problem: t(`stock.import.problem.${problem}` as TextKey),
                        }),
                      )
                      .join(' ')
                  : row.outcome === 'update'
                    ? row.fields.map((field) => t(`field.${field}` as TextKey)).join(', ')
                    : row.sku}
              </span>
            </span>
            <span
              className={parts.tag}
              data-tone={
                row.outcome === 'error' ? 'red' : row.outcome === 'create' ? 'green' : undefined
              }
            >
              {t(`stock.import.${row.outcome}`)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
