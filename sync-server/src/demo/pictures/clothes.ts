import { buttons, dot, fill, type Motif, oval, type Paint, ribs, stroke } from './motif.ts';

const hanger = () =>
  stroke('M200 112 V98 C200 88 214 88 214 78 C214 66 196 64 192 76', '#8d8f8c', 4) +
  stroke('M118 152 L200 112 L282 152', '#a8834f', 9);

const COAT =
  'M152 128 C168 120 186 120 200 136 C214 120 232 120 248 128 L292 148 C308 156 313 172 317 190 L346 344 L306 354 L284 246 L290 432 Q200 446 110 432 L116 246 L94 354 L54 344 L83 190 C87 172 92 156 108 148 Z';
const JACKET =
  'M152 138 C168 128 186 128 200 142 C214 128 232 128 248 138 L292 158 C308 166 313 182 317 200 L344 340 L306 350 L286 258 L286 372 Q200 384 114 372 L114 258 L94 350 L56 340 L83 200 C87 182 92 166 108 158 Z';
const SWEATER =
  'M154 142 Q200 168 246 142 L294 162 C312 172 318 190 322 210 L347 350 L309 360 L287 266 L287 396 Q200 408 113 396 L113 266 L91 360 L53 350 L78 210 C82 190 88 172 106 162 Z';

const cuffs = ({ dark }: Paint, y: number) =>
  fill(`M54 ${y} L94 ${y + 10} L97 ${y - 10} L58 ${y - 20} Z`, dark) +
  fill(`M346 ${y} L306 ${y + 10} L303 ${y - 10} L342 ${y - 20} Z`, dark);

export const coat: Motif = {
  silhouette: COAT,
  behind: hanger,
  draw: (paint) =>
    stroke('M116 246 L124 210 M284 246 L276 210', paint.dark, 3) +
    fill('M200 136 L168 126 L150 190 L198 262 Z', paint.light) +
    fill('M200 136 L232 126 L250 190 L202 262 Z', paint.light) +
    stroke('M200 262 V438', paint.deep, 2.5) +
    buttons(214, 286, 390, 4, paint.deep) +
    stroke('M134 320 L172 316 M266 316 L228 320', paint.deep, 4) +
    cuffs(paint, 344),
};

export const jacket: Motif = {
  silhouette: JACKET,
  behind: hanger,
  draw: (paint) =>
    stroke('M114 258 L124 220 M286 258 L276 220', paint.dark, 3) +
    fill('M152 138 L200 172 L248 138 L240 126 L200 146 L160 126 Z', paint.deep) +
    stroke('M200 172 V378', paint.light, 4) +
    stroke('M200 172 V378', paint.deep, 1.5) +
    stroke('M138 224 H176 V262 H138 Z M262 224 H224 V262 H262 Z', paint.dark, 2.5) +
    dot(157, 234, 3.5, paint.light) +
    dot(243, 234, 3.5, paint.light) +
    fill('M114 352 Q200 364 286 352 V372 Q200 384 114 372 Z', paint.dark) +
    cuffs(paint, 340),
};

export const sweater: Motif = {
  silhouette: SWEATER,
  draw: (paint) =>
    stroke('M113 266 L122 226 M287 266 L278 226', paint.dark, 3) +
    fill('M154 142 Q200 168 246 142 L240 128 Q200 148 160 128 Z', paint.dark) +
    fill('M113 374 Q200 386 287 374 V396 Q200 408 113 396 Z', paint.dark) +
    ribs({ x: 122, to: 280, top: 379, bottom: 400, step: 9 }, paint.main) +
    cuffs(paint, 350),
};

export const cardigan: Motif = {
  silhouette: SWEATER,
  draw: (paint) =>
    stroke('M113 266 L122 226 M287 266 L278 226', paint.dark, 3) +
    fill('M154 142 Q200 168 246 142 L204 262 H196 Z', paint.deep) +
    stroke('M154 142 L198 266 V402 M246 142 L202 266', paint.dark, 10) +
    buttons(200, 282, 384, 4, paint.light) +
    stroke('M130 332 H172 M228 332 H270', paint.dark, 5) +
    cuffs(paint, 350),
};

export const shirt: Motif = {
  silhouette: SWEATER,
  behind: hanger,
  draw: (paint) =>
    stroke('M113 266 L122 226 M287 266 L278 226', paint.dark, 2.5) +
    fill(
      'M160 132 L200 158 L178 196 L150 146 Z M240 132 L200 158 L222 196 L250 146 Z',
      paint.light,
    ) +
    stroke(
      'M160 132 L200 158 L178 196 L150 146 Z M240 132 L200 158 L222 196 L250 146 Z',
      paint.dark,
      2,
    ) +
    stroke('M194 172 V400 M206 172 V400', paint.dark, 1.5) +
    buttons(200, 206, 376, 6, paint.deep) +
    stroke('M228 228 H266 V266 L247 276 L228 266 Z', paint.dark, 2),
};

export const dress: Motif = {
  silhouette:
    'M164 112 L180 112 Q200 158 220 112 L236 112 Q236 168 252 204 L240 238 Q292 336 320 426 Q200 450 80 426 Q108 336 160 238 L148 204 Q164 168 164 112 Z',
  behind: hanger,
  draw: (paint) =>
    stroke('M176 262 Q150 350 142 430 M224 262 Q250 350 258 430 M200 262 V438', paint.dark, 2.5) +
    fill('M157 226 Q200 240 243 226 L240 246 Q200 258 160 246 Z', paint.deep) +
    stroke('M180 112 Q200 158 220 112', paint.dark, 4),
};

export const skirt: Motif = {
  silhouette: 'M146 132 H254 L318 400 Q200 426 82 400 Z',
  draw: (paint) =>
    stroke(
      'M164 160 L124 408 M188 160 L176 414 M212 160 L224 414 M236 160 L276 408',
      paint.dark,
      2.5,
    ) +
    fill('M146 132 H254 L260 158 H140 Z', paint.deep) +
    dot(200, 145, 5, paint.light),
};

export const trousers: Motif = {
  silhouette: 'M126 98 H274 L284 176 L304 438 L228 444 L202 236 H198 L172 444 L96 438 L116 176 Z',
  draw: (paint) =>
    fill('M126 98 H274 L277 122 H123 Z', paint.dark) +
    stroke('M200 122 V232 M214 122 Q216 172 202 186', paint.dark, 2.5) +
    stroke(
      'M128 128 Q134 166 168 164 L172 124 M272 128 Q266 166 232 164 L228 124',
      paint.dark,
      2.5,
    ) +
    stroke('M120 190 L101 436 M280 190 L299 436', paint.light, 1.5, 'stroke-dasharray="5 5"') +
    fill('M97 424 L173 430 L172 444 L96 438 Z M303 424 L227 430 L228 444 L304 438 Z', paint.dark) +
    dot(200, 110, 5, paint.light),
};

export const scarf: Motif = {
  silhouette:
    'M150 96 Q200 66 250 96 Q262 128 232 150 L252 404 H196 L192 210 L176 372 H122 L164 150 Q138 124 150 96 Z',
  draw: (paint) =>
    oval(200, 112, 30, 20, paint.deep) +
    stroke('M164 150 Q200 168 232 150', paint.dark, 3) +
    ribs({ x: 200, to: 250, top: 404, bottom: 424, step: 8 }, paint.main) +
    ribs({ x: 126, to: 174, top: 372, bottom: 392, step: 8 }, paint.main),
};

export const hat: Motif = {
  silhouette: 'M124 292 C120 200 150 154 200 168 C250 154 280 200 276 292 Z',
  floor: 330,
  behind: (paint) => oval(200, 296, 150, 34, paint.dark) + oval(200, 288, 150, 32, paint.main),
  draw: (paint) =>
    fill('M124 262 Q200 290 276 262 V292 Q200 318 124 292 Z', paint.deep) +
    stroke('M160 178 Q200 214 240 178', paint.dark, 4),
};
