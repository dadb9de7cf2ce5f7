import { shade } from './palette.ts';

/** What a motif is drawn with: a main colour and the tones made from it, and a second colour. */
export interface Paint {
  readonly main: string;
  readonly light: string;
  readonly dark: string;
  readonly deep: string;
  readonly accent: string;
  readonly accentDark: string;
}

/**
 * A thing on a canvas of 400 by 500. `silhouette` is the outline of what carries a pattern, `draw`
 * everything in it that is not the plain surface, `behind` what lies under the silhouette.
 */
export interface Motif {
  readonly silhouette: string;
  readonly behind?: (paint: Paint) => string;
  readonly draw: (paint: Paint) => string;
  /** Stands on the ground and throws a soft shadow there, at this height. */
  readonly floor?: number;
}

export function paintOf(main: string, accent: string): Paint {
  return {
    main,
    light: shade(main, 0.28),
    dark: shade(main, -0.18),
    deep: shade(main, -0.42),
    accent,
    accentDark: shade(accent, -0.25),
  };
}

export function fill(d: string, colour: string): string {
  return `<path d="${d}" fill="${colour}"/>`;
}

export function stroke(d: string, colour: string, width = 3, more = ''): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
}

export function dot(x: number, y: number, radius: number, colour: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`;
}

export function oval(x: number, y: number, rx: number, ry: number, colour: string): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${colour}"/>`;
}

export function box(x: number, y: number, w: number, h: number, colour: string, r = 0): string {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${colour}"/>`;
}

/** A column of equal dots, for buttons. */
export function buttons(x: number, from: number, to: number, count: number, colour: string) {
  const step = (to - from) / (count - 1);
  return Array.from({ length: count }, (_, index) => dot(x, from + index * step, 4.5, colour)).join(
    '',
  );
}

/** Evenly spaced upright strokes, for ribs and pleats. */
export function ribs(
  { x, to, top, bottom, step }: Record<'x' | 'to' | 'top' | 'bottom' | 'step', number>,
  colour: string,
): string {
  const lines: string[] = [];
  for (let at = x; at <= to; at += step) lines.push(`M${at} ${top} V${bottom}`);
  return stroke(lines.join(' '), colour, 2);
}
