import { useAddress } from '../frame/router.tsx';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useText } from '../text/use-text.ts';
import { ExportPart } from './export-part.tsx';
import { ImportPart } from './import-part.tsx';
import { ImportPreview } from './import-preview.tsx';
import styles from './transfer.module.css';

/** Items come in by a table, and everything goes out by files. */
export function TransferPage() {
  const t = useText();
  const { store } = useStoreChoice();
  const [address, change] = useAddress();
  if (store === null) {
    return (
      <>
        <PageHead title={t('admin.place.transfer')} />
        <Empty title={t('admin.items.whichStore')}>{t('admin.items.whichStoreTodo')}</Empty>
      </>
    );
  }
  return (
    <>
      <PageHead title={t('admin.place.transfer')} />
      {address.task === undefined ? (
        <div className={styles.parts}>
          <ImportPart onBegun={(task) => change({ task }, { replace: false })} />
          <ExportPart />
        </div>
      ) : (
        <ImportPreview
          key={address.task}
          taskId={address.task}
          onLeave={() => change({ task: undefined })}
        />
      )}
    </>
  );
}
