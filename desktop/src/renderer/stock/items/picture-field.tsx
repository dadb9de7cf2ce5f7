import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useRef, useState } from 'react';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useText } from '../../text/use-text.ts';
import parts from '../parts/parts.module.css';
import styles from './item-sheet.module.css';
import { shrinkPicture } from './shrink-picture.ts';

interface Props {
  readonly pictures: readonly string[];
  readonly onChange: (pictures: readonly string[]) => void;
}

const PICTURES_MAX = 20;

/** Pictures by camera or from files; they are on this till's disk at once and go up by themselves. */
export function PictureField({ pictures, onChange }: Props) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const file = useRef<HTMLInputElement>(null);
  const [camera, setCamera] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const latest = useRef(pictures);
  useEffect(() => {
    latest.current = pictures;
  });
  const add = async (blobs: readonly Blob[]) => {
    setUnreadable(false);
    const names: string[] = [];
    for (const blob of blobs.slice(0, PICTURES_MAX - pictures.length)) {
      const jpeg = await shrinkPicture(blob);
      if (jpeg === null) {
        setUnreadable(true);
        continue;
      }
      const kept = await call.run(() => port.inventory.keepPicture({ jpeg }));
      if (kept !== null) names.push(kept.name);
    }
    // Others may have come or gone while these were made smaller.
    if (names.length > 0) onChange([...latest.current, ...names]);
  };
  const move = (name: string) => onChange([name, ...pictures.filter((other) => other !== name)]);
  return (
    <fieldset className={parts.section}>
      <legend>{t('stock.section.pictures')}</legend>
      {pictures.length > 0 && (
        <div className={styles.pictures}>
          {pictures.map((name, place) => (
            <div key={name} className={styles.picture}>
              <img
                src={`/pictures/${encodeURIComponent(name)}`}
                alt={t('stock.picture', { number: place + 1 })}
              />
              <div className={styles.pictureKeys}>
                {place > 0 && (
                  <TouchKey
                    size="small"
                    label={t('stock.pictureFirst', { number: place + 1 })}
                    onPress={() => move(name)}
                  >
                    ↑
                  </TouchKey>
                )}
                <TouchKey
                  size="small"
                  label={t('stock.pictureRemove', { number: place + 1 })}
                  onPress={() => onChange(pictures.filter((other) => other !== name))}
                >
                  ×
                </TouchKey>
              </div>
            </div>
          ))}
        </div>
      )}
      {camera && (
        <Camera
          onTaken={(blob) => void add([blob])}
          onClose={() => setCamera(false)}
          busy={call.busy}
        />
      )}
      <div className={styles.keys}>
        {!camera && (
          <TouchKey size="small" onPress={() => setCamera(true)}>
            {t('stock.camera')}
          </TouchKey>
        )}
        <TouchKey size="small" disabled={call.busy} onPress={() => file.current?.click()}>
          {t('stock.pictureFile')}
        </TouchKey>
        <input
          ref={file}
          className={styles.file}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          multiple
          tabIndex={-1}
          aria-label={t('stock.pictureFile')}
          onChange={(event) => {
            const chosen = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void add(chosen);
          }}
        />
      </div>
      {unreadable && (
        <p className={parts.wrong} role="alert">
          {t('stock.pictureUnreadable')}
        </p>
      )}
      {call.error !== null && <Failure error={call.error} />}
    </fieldset>
  );
}

/** The PC's camera. Its stream ends with the field. */
function Camera({
  onTaken,
  onClose,
  busy,
}: {
  readonly onTaken: (picture: Blob) => void;
  readonly onClose: () => void;
  readonly busy: boolean;
}) {
  const t = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'starting' | 'on' | 'refused'>('starting');
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const wanted = { video: { width: { ideal: 1_600 }, facingMode: 'environment' } };
    const asking = navigator.mediaDevices?.getUserMedia(wanted) ?? Promise.reject(new Error());
    asking
      .then((opened) => {
        stream = opened;
        if (gone) return stop(opened);
        if (video.current !== null) video.current.srcObject = opened;
        setState('on');
      })
      .catch(() => setState('refused'));
    return () => {
      gone = true;
      if (stream !== null) stop(stream);
    };
  }, []);
  const take = () => {
    const shown = video.current;
    if (shown === null) return;
    const canvas = document.createElement('canvas');
    canvas.width = shown.videoWidth;
    canvas.height = shown.videoHeight;
    canvas.getContext('2d')?.drawImage(shown, 0, 0);
    canvas.toBlob((blob) => blob !== null && onTaken(blob), 'image/jpeg', 0.92);
  };
  return (
    <div className={styles.camera}>
      {state === 'refused' ? (
        <p className={`${parts.note} ${parts.warn}`} role="alert">
          {t('stock.cameraRefused')}
        </p>
      ) : (
        <video ref={video} autoPlay muted playsInline aria-label={t('stock.camera')} />
      )}
      <div className={styles.keys}>
        {state !== 'refused' && (
          <TouchKey size="small" tone="primary" disabled={busy || state !== 'on'} onPress={take}>
            {t('stock.cameraTake')}
          </TouchKey>
        )}
        <TouchKey size="small" onPress={onClose}>
          {t('stock.cameraClose')}
        </TouchKey>
      </div>
    </div>
  );
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
