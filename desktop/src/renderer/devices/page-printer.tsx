import { useEffect, useState } from 'react';
import { usePort } from '../state/till-context.tsx';
import styles from './devices.module.css';

type Page = NonNullable<Awaited<ReturnType<ReturnType<typeof usePort>['devices']['takePage']>>>;

/** Prints what waits for a printer of the system, one page after another, by the browser. */
export function PagePrinter({ pages }: { readonly pages: number }) {
  const port = usePort();
  const [page, setPage] = useState<Page | null>(null);
  const wanted = pages > 0 && page === null;
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    port.devices.takePage({}).then(
      (next) => !gone && setPage(next),
      // Somebody signed out: the page stays for the next window.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [wanted, port]);

  useEffect(() => {
    if (page === null) return;
    let gone = false;
    const code = document.querySelector<HTMLImageElement>('[data-print-job] img');
    const ready = code === null ? Promise.resolve() : code.decode().catch(() => {});
    void ready.then(async () => {
      if (gone) return;
      window.print();
      await port.devices.pageDone({ jobId: page.jobId, printed: true }).catch(() => {});
      setPage(null);
    });
    return () => {
      gone = true;
    };
  }, [page, port]);

  if (page === null) return null;
  return (
    <div className={styles.page} data-print-job>
      <pre>{page.text}</pre>
      {page.code !== null && <img src={page.code} alt="" />}
    </div>
  );
}
