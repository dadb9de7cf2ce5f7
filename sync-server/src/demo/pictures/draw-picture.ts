/** Draws the demo shop's pictures: flat shapes in shop colours on quiet paper, 4:5, as SVG. */
import * as accessories from './accessories.ts';
import * as clothes from './clothes.ts';
import * as home from './home.ts';
import * as leisure from './leisure.ts';
import { type Motif, type Paint, paintOf } from './motif.ts';
import { COLOURS, type Colour, ground, shade } from './palette.ts';

export const MOTIFS = { ...clothes, ...accessories, ...home, ...leisure } as const;
export type MotifName = keyof typeof MOTIFS;
export type Pattern = 'plain' | 'stripes' | 'checks' | 'dots' | 'pin' | 'leaves';

export interface Picture {
  readonly motif: MotifName;
  readonly colour: Colour;
  readonly accent?: Colour;
  readonly pattern?: Pattern;
  /** Chooses the paper behind it. */
  readonly index: number;
}

/** A whole SVG file. The same picture is the same text, always. */
export function drawPicture({
  motif,
  colour,
  accent = 'mustard',
  pattern = 'plain',
  index,
}: Picture) {
  const paint = paintOf(COLOURS[colour], COLOURS[accent]);
  const shape: Motif = MOTIFS[motif];
  const paper = ground(index);
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500" width="400" height="500">',
    `<rect width="400" height="500" fill="${paper}"/>`,
    shape.floor === undefined
      ? ''
      : `<ellipse cx="200" cy="${shape.floor}" rx="156" ry="13" fill="${shade(paper, -0.1)}"/>`,
    shape.behind?.(paint) ?? '',
    shape.silhouette === '' ? '' : surface(shape.silhouette, paint, pattern),
    shape.draw(paint),
    '</svg>\n',
  ].join('');
}

function surface(silhouette: string, paint: Paint, pattern: Pattern): string {
  const plain = `<path d="${silhouette}" fill="${paint.main}"/>`;
  if (pattern === 'plain') return plain;
  return (
    `<defs><pattern id="p" width="28" height="28" patternUnits="userSpaceOnUse">${TILES[pattern](paint)}</pattern></defs>` +
    `${plain}<path d="${silhouette}" fill="url(#p)"/>`
  );
}

const TILES: Readonly<Record<Exclude<Pattern, 'plain'>, (paint: Paint) => string>> = {
  stripes: ({ accent }) => `<rect width="28" height="11" fill="${accent}"/>`,
  pin: ({ light }) => `<path d="M7 0V28M21 0V28" stroke="${light}" stroke-width="2"/>`,
  checks: ({ accent, light }) =>
    `<rect width="28" height="9" fill="${accent}" opacity=".55"/><rect width="9" height="28" fill="${accent}" opacity=".55"/><path d="M0 19H28M19 0V28" stroke="${light}" stroke-width="1.5"/>`,
  dots: ({ accent }) =>
    `<circle cx="7" cy="7" r="3.6" fill="${accent}"/><circle cx="21" cy="21" r="3.6" fill="${accent}"/>`,
  leaves: ({ accent, light }) =>
    `<ellipse cx="8" cy="8" rx="3" ry="7" transform="rotate(35 8 8)" fill="${accent}"/><ellipse cx="21" cy="20" rx="3" ry="7" transform="rotate(-40 21 20)" fill="${accent}"/><circle cx="20" cy="6" r="2.4" fill="${light}"/>`,
};
