import {
  PICTURE_WIDTHS,
  type PictureFormat,
  type PictureWidth,
  pictureAddress,
} from '@second-chance/shared/catalogue/picture-address.ts';

interface Props {
  readonly name: string;
  readonly alt: string;
  /** How wide it is shown, as the `sizes` attribute has it. */
  readonly sizes: string;
  readonly widths?: readonly PictureWidth[];
  /** In view from the start: fetched at once, before what is below. */
  readonly first?: boolean;
}

const ON_CARDS: readonly PictureWidth[] = [160, 320, 480, 640, 960];
const FALLBACK: PictureWidth = 480;

/** A picture of a thing in its 4:5 box, in the smallest file that is sharp enough. */
export function Picture({ name, alt, sizes, widths = ON_CARDS, first = false }: Props) {
  const srcSet = (format: PictureFormat) =>
    PICTURE_WIDTHS.filter((width) => widths.includes(width))
      .map((width) => `${pictureAddress(name, width, format)} ${width}w`)
      .join(', ');
  return (
    <picture>
      <source type="image/avif" srcSet={srcSet('avif')} sizes={sizes} />
      <source type="image/webp" srcSet={srcSet('webp')} sizes={sizes} />
      <img
        src={pictureAddress(name, FALLBACK, 'webp')}
        alt={alt}
        width={480}
        height={600}
        decoding="async"
        {...(first ? { fetchPriority: 'high' } : { loading: 'lazy' })}
      />
    </picture>
  );
}
