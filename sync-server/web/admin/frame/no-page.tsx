import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useText } from '../text/use-text.ts';

export function NotFound() {
  const t = useText();
  return (
    <>
      <PageHead title={t('admin.notFound')} />
      <Empty title={t('admin.notFoundTitle')}>{t('admin.notFoundTodo')}</Empty>
    </>
  );
}

export function NotAllowed() {
  const t = useText();
  return (
    <>
      <PageHead title={t('admin.notAllowed')} />
      <Empty title={t('admin.notAllowedTitle')}>{t('admin.notAllowedTodo')}</Empty>
    </>
  );
}
