import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { type DragEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { failureOf } from '../api/failure.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useText } from '../text/use-text.ts';
import styles from './picture-field.module.css';
import { PictureWordsKey, usePictureWords } from './picture-words.tsx';
import { Thumb } from './thumb.tsx';
import { usePictureUploads } from './use-picture-uploads.ts';

const PICTURES_MAX = 20;

/**
 * The pictures of a thing: dropped or chosen, several at once, each with its progress; put in order
 * by dragging or by the arrow keys. The first is the one that is shown everywhere.
 */
export function PictureField({
  pictures,
  item,
  disabled,
  onChange,
}: {
  readonly pictures: readonly string[];
  /** As it is saved; what its pictures show can be told of those that it has. Null: it is new. */
  readonly item: Pick<ItemView, 'id' | 'pictures'> | null;
  readonly disabled: boolean;
  readonly onChange: (pictures: readonly string[]) => void;
}) {
  const t = useText();
  const hint = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState(false);
  const [said, setSaid] = useState('');
  const { uploads, add, drop } = usePictureUploads({ pictures, max: PICTURES_MAX, onChange });

  function move(from: number, to: number) {
    if (to < 0 || to >= pictures.length || from === to) return;
    const rest = pictures.filter((_, place) => place !== from);
    const picture = pictures[from];
    if (picture === undefined) return;
    onChange([...rest.slice(0, to), picture, ...rest.slice(to)]);
    setSaid(t('admin.items.pictureMoved', { place: to + 1, count: pictures.length }));
    requestAnimationFrame(() => {
      list.current?.querySelectorAll<HTMLElement>('[data-picture]')[to]?.focus();
    });
  }

  function onKey(event: KeyboardEvent, place: number) {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      move(place, place + (event.key === 'ArrowLeft' ? -1 : 1));
    } else if (event.key === 'Home') {
      event.preventDefault();
      move(place, 0);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onChange(pictures.filter((_, each) => each !== place));
    }
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!disabled && event.dataTransfer.files.length > 0) add([...event.dataTransfer.files]);
  }

  return (
    <section
      className={styles.place}
      aria-label={t('admin.items.field.pictures')}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        if (event.dataTransfer.types.includes('Files')) setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <ul ref={list} className={styles.pictures}>
        {pictures.map((name, place) => (
          <li
            key={name}
            className={styles.picture}
            draggable={!disabled}
            data-dragged={dragged === place || undefined}
            onDragStart={() => setDragged(place)}
            onDragEnd={() => setDragged(null)}
            onDragEnter={() => {
              if (dragged === null || dragged === place) return;
              move(dragged, place);
              setDragged(place);
            }}
          >
            <button
              type="button"
              data-picture
              className={styles.grip}
              disabled={disabled}
              aria-label={t('admin.items.pictureOf', { place: place + 1, count: pictures.length })}
              aria-describedby={hint}
              onKeyDown={(event) => onKey(event, place)}
            >
              <Thumb name={name} size="tile" />
            </button>
            {place === 0 && <span className={styles.main}>{t('admin.items.mainPicture')}</span>}
            {!disabled && item?.pictures.includes(name) && (
              <WordsOfPicture itemId={item.id} name={name} place={place + 1} />
            )}
            {!disabled && (
              <span className={styles.tools}>
                {place > 0 && (
                  <Button
                    tone="quiet"
                    icon="left"
                    label={t('admin.items.pictureEarlier', { place: place + 1 })}
                    onPress={() => move(place, place - 1)}
                  />
                )}
                <Button
                  tone="quiet"
                  icon="trash"
                  label={t('admin.items.pictureRemove', { place: place + 1 })}
                  onPress={() => onChange(pictures.filter((_, each) => each !== place))}
                />
              </span>
            )}
          </li>
        ))}
        {!disabled && pictures.length < PICTURES_MAX && (
          <li className={styles.picture}>
            <button type="button" className={styles.add} onClick={() => input.current?.click()}>
              <Icon name="plus" />
              <span>{t('admin.items.addPictures')}</span>
            </button>
          </li>
        )}
      </ul>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        hidden
        data-testid="pictures"
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <ul className={styles.uploads}>
        {uploads.map(({ id, name, share, error }) => (
          <li key={id} className={styles.upload}>
            <span className={styles.fileName}>{name}</span>
            {error === null ? (
              <progress aria-label={name} value={share} max={1} />
            ) : (
              <>
                <span className={styles.error} role="alert">
                  {t(`error.${failureOf(error).code}`)} {t(`todo.${failureOf(error).code}`)}
                </span>
                <Button
                  tone="quiet"
                  icon="close"
                  label={t('admin.items.dismiss', { name })}
                  onPress={() => drop(id)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {!disabled && (
        <p id={hint} className={styles.hint}>
          {t('admin.items.pictureHint')}
        </p>
      )}
      <p className={styles.said} role="status">
        {said}
      </p>
    </section>
  );
}

function WordsOfPicture(props: {
  readonly itemId: string;
  readonly name: string;
  readonly place: number;
}) {
  const words = usePictureWords(props.itemId).get(props.name) ?? '';
  return <PictureWordsKey {...props} words={words} />;
}
