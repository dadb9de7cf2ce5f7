/** The colours of the demo shop: words that stand on labels, and what they look like drawn. */
export const COLOURS = {
  navy: '#2f4058',
  denim: '#52708f',
  sky: '#9db8c9',
  teal: '#2f6b6b',
  moss: '#5e6b3e',
  sage: '#8fa38a',
  green: '#3f7256',
  mustard: '#c4922e',
  yellow: '#dcb64a',
  camel: '#b98b5a',
  rust: '#a5532f',
  terracotta: '#bf6b4b',
  red: '#a8372f',
  burgundy: '#6e2a35',
  rose: '#c98e8a',
  plum: '#5f3f5b',
  lilac: '#a596b8',
  brown: '#6b4a34',
  beech: '#c69c6d',
  sand: '#d8c3a0',
  cream: '#ede3cc',
  white: '#f7f4ec',
  grey: '#8d8f8c',
  silver: '#b9bec0',
  charcoal: '#44474a',
  black: '#2b2a2a',
  brass: '#b08d3f',
} as const satisfies Readonly<Record<string, string>>;

export type Colour = keyof typeof COLOURS;

/** Quiet grounds behind the things, so that a shelf of pictures stays calm. */
const GROUNDS = ['#efebe1', '#e6ebe4', '#e9e5ea', '#f2e7dc', '#e2e9ec', '#ece9d8'] as const;

/** The ground for the nth picture. */
export function ground(index: number): string {
  return GROUNDS[index % GROUNDS.length] ?? GROUNDS[0];
}

/** A colour mixed with white (`share` above 0) or black (below 0); 1 is all white, −1 all black. */
export function shade(hex: string, share: number): string {
  const target = share > 0 ? 255 : 0;
  const mixed = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16);
    return Math.round(value + (target - value) * Math.abs(share));
  });
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
