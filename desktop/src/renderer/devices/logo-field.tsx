import type { DevicesView } from '@second-chance/shared/contract/till/device-views.ts';
import {
  isBlack,
  LOGO_HEIGHT_MAX,
  type Raster,
  type RasterText,
  rasterOf,
} from '@second-chance/shared/printing/raster.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useRef, useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import styles from './devices.module.css';

/** Half of the narrow paper's dots: large enough to be read, small enough to print at once. */
const WIDTH = 384;

interface Props {
  readonly logo: RasterText | null;
  readonly onChanged: (view: DevicesView) => void;
}

/** The shop's logo, shown in the very dots that printers get. */
export function LogoField({ logo, onChanged }: Props) {
  const t = useText();
  const port = usePort();
  const call = useGuardedCall();
  const [bad, setBad] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const save = (next: RasterText | null) =>
    void call
      .run((approval) => port.devices.saveLogo({ logo: next, approval }))
      .then((view) => view !== null && onChanged(view));
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    const raster = await readPicture(file).catch(() => null);
    setBad(raster === null);
    if (raster !== null) save({ ...raster, bits: toBase64(raster.bits) });
  };
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('devices.logo')}</h3>
      {call.error !== null && <Failure error={call.error} />}
      {bad && <p role="alert">{t('devices.logo.bad')}</p>}
      {logo === null ? (
        <p className={styles.facts}>{t('devices.logo.none')}</p>
      ) : (
        <Dots logo={logo} />
      )}
      <div className={styles.keys}>
        <TouchKey disabled={call.busy} onPress={() => picker.current?.click()}>
          {t('devices.logo.choose')}
        </TouchKey>
        {logo !== null && (
          <TouchKey tone="quiet" disabled={call.busy} onPress={() => save(null)}>
            {t('devices.logo.remove')}
          </TouchKey>
        )}
        <input
          ref={picker}
          className={styles.hidden}
          type="file"
          accept="image/*"
          aria-label={t('devices.logo.choose')}
          tabIndex={-1}
          onChange={(event) => {
            void choose(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
    </section>
  );
}

function Dots({ logo }: { readonly logo: RasterText }) {
  const t = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null) return;
    const raster = { ...logo, bits: fromBase64(logo.bits) };
    const picture = context.createImageData(logo.width, logo.height);
    for (let at = 0; at < logo.width * logo.height; at += 1) {
      const black = isBlack(raster, at % logo.width, Math.floor(at / logo.width));
      picture.data.set(black ? [0, 0, 0, 255] : [255, 255, 255, 255], at * 4);
    }
    context.putImageData(picture, 0, 0);
  }, [logo]);
  return (
    <canvas
      ref={canvas}
      className={styles.logo}
      width={logo.width}
      height={logo.height}
      role="img"
      aria-label={t('devices.logo.shown')}
    />
  );
}

/** Scales a picture to the paper and turns it into dots. Throws where it is no picture. */
async function readPicture(file: File): Promise<Raster> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(WIDTH / picture.width, LOGO_HEIGHT_MAX / picture.height);
  const width = Math.max(8, Math.round(picture.width * scale));
  const height = Math.max(8, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(picture, 0, 0, width, height);
  return rasterOf({ width, height, data: context.getImageData(0, 0, width, height).data });
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
