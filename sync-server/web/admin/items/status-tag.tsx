import type { ItemStatus } from '@second-chance/shared/documents/item.ts';
import { Tag } from '../parts/tag.tsx';
import { useText } from '../text/use-text.ts';

const TONES = {
  available: 'good',
  sold: 'plain',
  out_of_stock: 'waiting',
  withdrawn: 'bad',
} as const;

export function StatusTag({ status }: { readonly status: ItemStatus }) {
  const t = useText();
  return <Tag tone={TONES[status]}>{t(`admin.items.status.${status}`)}</Tag>;
}
