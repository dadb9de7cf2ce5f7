import { useEffect, useRef, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { faultKey } from './fault-words.ts';
import type { JournalAsked, JournalNews } from './journal-worker.ts';
import styles from './proof-panel.module.css';

/** Checks every entry of a register's chain from its first one on; the page stays in use meanwhile. */
export function JournalCheck({
  registerId,
  epoch,
  registerCode,
}: JournalAsked & { readonly registerCode: string }) {
  const t = useText();
  const [news, setNews] = useState<JournalNews | null>(null);
  const worker = useRef<Worker | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);

  function start() {
    const own = new Worker(new URL('./journal-worker.ts', import.meta.url), { type: 'module' });
    worker.current = own;
    setNews({ state: 'running', checked: 0, total: 0 });
    own.addEventListener('message', ({ data }: MessageEvent<JournalNews>) => {
      setNews(data);
      if (data.state !== 'running') own.terminate();
    });
    own.addEventListener('error', () => setNews({ state: 'unreachable' }));
    own.postMessage({ registerId, epoch } satisfies JournalAsked);
  }
  function stop() {
    worker.current?.terminate();
    setNews(null);
  }

  const running = news?.state === 'running';
  return (
    <div className={styles.whole}>
      <Button icon={running ? 'close' : 'check'} onPress={running ? stop : start}>
        {running ? t('admin.cancel') : t('admin.proof.whole', { register: registerCode })}
      </Button>
      {news !== null && <News news={news} />}
    </div>
  );
}

function News({ news }: { readonly news: JournalNews }) {
  const t = useText();
  const format = useFormat();
  switch (news.state) {
    case 'running':
      return (
        <>
          <progress
            className={styles.progress}
            aria-label={t('admin.proof.running')}
            {...(news.total > 0 && { max: news.total, value: news.checked })}
          />
          <span>
            {t('admin.proof.progress', {
              checked: format.count(news.checked),
              total: format.count(news.total),
            })}
          </span>
        </>
      );
    case 'whole':
      return (
        <p className={styles.good} role="status">
          ✓ {t('admin.proof.wholeGood', { number: format.count(news.checked) })}
        </p>
      );
    case 'fault':
      return (
        <p className={styles.bad} role="status">
          ■ {t(faultKey(news.fault.code), { number: format.count(news.fault.seq) })}
        </p>
      );
    case 'short':
      return (
        <p className={styles.bad} role="status">
          ■{' '}
          {t('admin.proof.short', {
            checked: format.count(news.checked),
            total: format.count(news.total),
          })}
        </p>
      );
    case 'unsupported':
      return <p role="status">{t('admin.proof.unsupported')}</p>;
    case 'unreachable':
      return <p role="status">{t('admin.proof.unreachable')}</p>;
  }
}
