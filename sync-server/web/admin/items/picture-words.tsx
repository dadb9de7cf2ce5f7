import { PICTURE_WORDS_MAX } from '@second-chance/shared/contract/rest/pictures.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextArea } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import styles from './picture-field.module.css';
import { Thumb } from './thumb.tsx';

const keyOf = (itemId: string) => ['picture-words', itemId] as const;

/** What the pictures of an item show, by their names. */
export function usePictureWords(itemId: string): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: keyOf(itemId),
    queryFn: () => api.pictureWords.get({ id: itemId as never }),
  });
  return new Map((data?.rows ?? []).map(({ name, words }) => [name, words]));
}

interface Described {
  readonly itemId: string;
  readonly name: string;
  /** From 1. */
  readonly place: number;
  readonly words: string;
}

/** The words under a picture, and the way to change them. */
export function PictureWordsKey(props: Described) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { place, words } = props;
  return (
    <>
      <button
        type="button"
        className={styles.words}
        data-empty={words === '' || undefined}
        title={words}
        aria-label={t(words === '' ? 'admin.items.pictureDescribe' : 'admin.items.pictureShows', {
          place,
          words,
        })}
        onClick={() => setOpen(true)}
      >
        {words === '' ? t('admin.items.describe') : words}
      </button>
      {open && <WordsDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function WordsDialog({
  itemId,
  name,
  place,
  words,
  onClose,
}: Described & { readonly onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const [text, setText] = useState(words);
  const write = (next: string) =>
    api.pictureWords
      .put({ id: itemId as never, rows: [{ name, words: next }] })
      .then((answer) => queries.setQueryData(keyOf(itemId), answer));
  const save = useMutation({
    mutationFn: () => write(text.replaceAll(/\s+/g, ' ').trim()),
    onSuccess() {
      onClose();
      toast({ text: t('admin.saved'), undo: () => write(words) });
    },
  });
  return (
    <Dialog
      title={t('admin.items.pictureDescribe', { place })}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t('admin.cancel')}</Button>
          <Button tone="primary" busy={save.isPending} onPress={() => save.mutate()}>
            {t('admin.save')}
          </Button>
        </>
      }
    >
      <Form onSubmit={() => save.mutateAsync().catch(() => undefined)}>
        <Thumb name={name} size="tile" />
        <TextArea
          label={t('admin.items.pictureWords')}
          description={t('admin.items.pictureWordsHint')}
          value={text}
          onChange={setText}
          maxLength={PICTURE_WORDS_MAX}
          autoFocus
        />
        {save.error !== null && <FailureNote error={save.error} />}
      </Form>
    </Dialog>
  );
}
