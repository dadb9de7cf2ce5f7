import { useEffect, useRef, useState } from 'react';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { newId } from '../parts/new-id.ts';
import { uploadPicture } from './upload-picture.ts';

export interface Upload {
  readonly id: string;
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly error: unknown;
}

const AT_ONCE = 3;

/** Pictures on their way: a few at once, the others wait; each one joins the item when it is there. */
export function usePictureUploads({
  pictures,
  max,
  onChange,
}: {
  readonly pictures: readonly string[];
  readonly max: number;
  readonly onChange: (pictures: readonly string[]) => void;
}) {
  const { store } = useStoreChoice();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  // Several may arrive between two drawings; each joins what the one before it left.
  const current = useRef(pictures);
  current.current = pictures;
  const waiting = useRef<(() => Promise<void>)[]>([]);
  const running = useRef(0);
  const gone = useRef(new AbortController());
  useEffect(() => {
    if (gone.current.signal.aborted) gone.current = new AbortController();
    const own = gone.current;
    return () => own.abort();
  }, []);

  const change = (id: string, fields: Partial<Upload>) =>
    setUploads((before) => before.map((each) => (each.id === id ? { ...each, ...fields } : each)));
  const drop = (id: string) => setUploads((before) => before.filter((each) => each.id !== id));

  async function send(id: string, file: File): Promise<void> {
    try {
      const { signal } = gone.current;
      const taken = await uploadPicture(file, {
        storeId: store?.id ?? '',
        onProgress: (share) => change(id, { share }),
        signal,
      });
      if (!current.current.includes(taken.name)) {
        current.current = [...current.current, taken.name].slice(0, max);
        onChange(current.current);
      }
      drop(id);
    } catch (error) {
      change(id, { error });
    }
  }

  function next(): void {
    while (running.current < AT_ONCE) {
      const begin = waiting.current.shift();
      if (begin === undefined) return;
      running.current += 1;
      void begin().finally(() => {
        running.current -= 1;
        next();
      });
    }
  }

  function add(files: readonly File[]): void {
    const fresh = files.map((file) => ({ id: newId(), file }));
    setUploads((before) => [
      ...before.filter(({ error }) => error === null),
      ...fresh.map(({ id, file }) => ({ id, name: file.name, share: 0, error: null })),
    ]);
    waiting.current.push(
      ...fresh.map(
        ({ id, file }) =>
          () =>
            send(id, file),
      ),
    );
    next();
  }

  return { uploads, add, drop };
}
