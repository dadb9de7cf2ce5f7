import { Notice } from '@second-chance/ui/status-bar.tsx';
import { useText } from '../text/use-text.ts';

/** Across the top while core does not answer: what is safe, and what to do. */
export function LostNotice() {
  const t = useText();
  return <Notice title={t('lost.title')}>{t('lost.body')}</Notice>;
}
