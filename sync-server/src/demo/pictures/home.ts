import { box, dot, fill, type Motif, oval, stroke } from './motif.ts';

export const teapot: Motif = {
  silhouette:
    'M110 300 C110 220 290 220 290 300 C290 372 250 396 200 396 C150 396 110 372 110 300 Z',
  floor: 398,
  behind: (paint) =>
    stroke('M116 268 C54 258 54 362 130 352', paint.dark, 16) +
    fill('M276 330 C318 330 318 262 352 248 L364 262 C344 290 340 362 270 368 Z', paint.dark),
  draw: (paint) =>
    oval(200, 244, 52, 15, paint.dark) +
    fill('M150 240 Q200 196 250 240 Q200 254 150 240 Z', paint.light) +
    dot(200, 208, 12, paint.dark) +
    stroke('M136 280 Q144 258 164 250', paint.light, 6),
};

export const cup: Motif = {
  silhouette: 'M120 230 H262 C262 316 238 358 191 358 C144 358 120 316 120 230 Z',
  floor: 394,
  behind: (paint) =>
    oval(192, 374, 128, 20, paint.dark) +
    oval(192, 368, 128, 18, paint.light) +
    stroke('M256 256 C322 244 322 322 240 324', paint.dark, 13),
  draw: (paint) =>
    oval(191, 230, 71, 16, paint.deep) +
    oval(191, 234, 60, 11, '#7a5438') +
    stroke('M138 262 Q142 302 160 326', paint.light, 6) +
    stroke('M176 196 C168 178 188 170 180 150 M206 196 C198 178 218 170 210 150', '#b9b5a8', 4),
};

export const plates: Motif = {
  silhouette: 'M200 128 A132 132 0 1 1 199.9 128 Z',
  draw: (paint) =>
    `<circle cx="200" cy="260" r="118" fill="none" stroke="${paint.dark}" stroke-width="3"/>` +
    `<circle cx="200" cy="260" r="84" fill="${paint.light}" stroke="${paint.dark}" stroke-width="2"/>` +
    `<circle cx="200" cy="260" r="101" fill="none" stroke="${paint.accent}" stroke-width="9" stroke-dasharray="3 14" stroke-linecap="round"/>` +
    stroke('M152 226 Q168 200 196 194', '#ffffff', 5),
};

export const pot: Motif = {
  silhouette: 'M96 252 H304 V352 Q304 398 258 398 H142 Q96 398 96 352 Z',
  floor: 400,
  behind: (paint) =>
    stroke('M98 284 H66 Q58 284 58 296 T66 308 H98', paint.deep, 11) +
    stroke('M302 284 H334 Q342 284 342 296 T334 308 H302', paint.deep, 11),
  draw: (paint) =>
    fill('M90 252 Q200 182 310 252 Z', paint.light) +
    box(88, 246, 224, 16, paint.dark, 8) +
    box(182, 186, 36, 24, paint.deep, 9) +
    stroke('M120 292 V344', paint.light, 7),
};

export const jug: Motif = {
  silhouette:
    'M148 150 L248 136 L238 216 Q284 276 272 360 Q266 404 200 404 Q134 404 128 360 Q118 276 162 216 Z',
  floor: 406,
  behind: (paint) => stroke('M152 188 C76 182 80 316 132 322', paint.dark, 13),
  draw: (paint) =>
    fill('M148 150 L248 136 L244 162 Q196 176 152 172 Z', paint.dark) +
    stroke('M250 270 Q262 316 254 352', paint.light, 7) +
    stroke('M134 300 Q200 326 270 300', paint.accent, 8),
};

export const glasses: Motif = {
  silhouette: '',
  floor: 402,
  draw: (paint) =>
    [118, 282]
      .map(
        (x) =>
          `<g opacity=".82">${fill(`M${x - 48} 168 H${x + 48} Q${x + 44} 272 ${x} 284 Q${x - 44} 272 ${x - 48} 168 Z`, paint.light)}${fill(`M${x - 45} 216 H${x + 45} Q${x + 36} 274 ${x} 282 Q${x - 36} 274 ${x - 45} 216 Z`, paint.main)}</g>${box(x - 4, 282, 8, 100, paint.main)}${oval(x, 388, 44, 10, paint.main)}${stroke(`M${x - 34} 186 Q${x - 32} 232 ${x - 22} 250`, '#ffffff', 4)}`,
      )
      .join(''),
};

export const lamp: Motif = {
  silhouette: 'M152 108 H248 L298 258 H102 Z',
  floor: 418,
  behind: (paint) =>
    box(193, 250, 14, 140, paint.accentDark) +
    fill('M138 414 Q138 382 200 380 Q262 382 262 414 Z', paint.accent) +
    dot(200, 318, 20, paint.accent),
  draw: (paint) =>
    fill('M102 258 H298 L294 244 H106 Z', paint.dark) +
    fill('M152 108 H248 L251 118 H149 Z', paint.dark) +
    stroke('M178 124 L158 240 M222 124 L242 240', paint.light, 2) +
    stroke('M262 258 V296', '#8d8f8c', 2) +
    dot(262, 300, 5, paint.accentDark),
};

export const vase: Motif = {
  silhouette:
    'M166 232 H234 Q226 264 262 306 Q284 352 252 404 Q200 416 148 404 Q116 352 138 306 Q174 264 166 232 Z',
  floor: 410,
  behind: () =>
    stroke(
      'M192 240 C186 180 156 160 150 104 M200 240 C200 180 208 150 204 86 M208 240 C216 190 246 170 256 118',
      '#5e6b3e',
      4,
    ) +
    [
      [150, 104],
      [160, 132],
      [144, 140],
      [204, 86],
      [212, 116],
      [196, 128],
      [256, 118],
      [246, 146],
      [264, 150],
    ]
      .map(([x = 0, y = 0]) => oval(x, y, 8, 13, '#8fa38a'))
      .join(''),
  draw: (paint) =>
    oval(200, 232, 34, 8, paint.deep) +
    stroke('M150 326 Q142 356 158 386', paint.light, 7) +
    stroke('M134 322 Q200 344 266 322', paint.accent, 7),
};

export const chair: Motif = {
  silhouette: 'M122 278 H278 L290 306 H110 Z',
  floor: 434,
  behind: (paint) =>
    stroke('M136 96 L128 292 M264 96 L272 292', paint.main, 12) +
    stroke('M128 306 L118 430 M272 306 L282 430', paint.main, 12) +
    stroke('M160 306 L156 404 M240 306 L244 404', paint.dark, 10) +
    stroke('M122 366 H278', paint.dark, 7) +
    fill('M134 92 Q200 76 266 92 L268 136 Q200 122 132 136 Z', paint.main) +
    stroke('M166 130 V280 M200 126 V280 M234 130 V280', paint.dark, 7),
  draw: (paint) =>
    fill('M110 306 H290 V318 H110 Z', paint.deep) + stroke('M134 290 H262', paint.light, 3),
};

export const clock: Motif = {
  silhouette: 'M200 128 A128 128 0 1 1 199.9 128 Z',
  draw: (paint) =>
    dot(200, 256, 106, '#f7f4ec') +
    Array.from({ length: 12 }, (_, hour) => {
      const [x, y] = [Math.sin((hour * Math.PI) / 6), -Math.cos((hour * Math.PI) / 6)];
      const inner = hour % 3 === 0 ? 82 : 90;
      return stroke(
        `M${round(200 + x * inner)} ${round(256 + y * inner)} L${round(200 + x * 97)} ${round(256 + y * 97)}`,
        '#44474a',
        hour % 3 === 0 ? 5 : 3,
      );
    }).join('') +
    stroke('M200 256 L160 226', '#2b2a2a', 7) +
    stroke('M200 256 L238 196', '#2b2a2a', 5) +
    dot(200, 256, 7, paint.accent),
};

export const mirror: Motif = {
  silhouette:
    'M200 92 C286 92 300 182 300 260 C300 346 278 424 200 424 C122 424 100 346 100 260 C100 182 114 92 200 92 Z',
  draw: (paint) =>
    fill(
      'M200 114 C268 114 280 190 280 260 C280 336 262 402 200 402 C138 402 120 336 120 260 C120 190 132 114 200 114 Z',
      '#d3dee0',
    ) +
    fill(
      'M200 114 C222 114 238 122 249 134 L134 332 C122 308 120 284 120 260 C120 190 132 114 200 114 Z',
      '#e6edee',
    ) +
    stroke('M118 170 Q110 216 111 270', paint.light, 4),
};

export const radio: Motif = {
  silhouette:
    'M74 196 Q74 180 90 180 H310 Q326 180 326 196 V362 Q326 378 310 378 H90 Q74 378 74 362 Z',
  floor: 392,
  behind: (paint) =>
    stroke('M270 182 L312 92', '#8d8f8c', 4) +
    stroke('M120 182 V156 H236 V182', paint.deep, 9) +
    box(92, 374, 28, 14, paint.deep, 3) +
    box(280, 374, 28, 14, paint.deep, 3),
  draw: (paint) =>
    box(92, 200, 128, 158, paint.deep, 10) +
    Array.from({ length: 7 }, (_, row) =>
      stroke(`M106 ${218 + row * 20} H206`, paint.main, 5),
    ).join('') +
    box(236, 202, 74, 52, '#f2e7c8', 6) +
    stroke('M246 218 H300 M246 232 H300', '#8d8f8c', 2) +
    stroke('M268 210 V246', '#a8372f', 3) +
    dot(254, 306, 20, paint.light) +
    dot(298, 306, 14, paint.light) +
    stroke('M254 306 L262 292 M298 306 L304 298', paint.deep, 4),
};

export const bulb: Motif = {
  silhouette:
    'M200 118 C270 118 300 172 290 222 C280 268 246 282 240 330 H160 C154 282 120 268 110 222 C100 172 130 118 200 118 Z',
  draw: (paint) =>
    box(160, 330, 80, 62, '#8d8f8c', 8) +
    stroke('M160 346 H240 M160 362 H240 M160 378 H240', '#6d6f6c', 4) +
    box(182, 392, 36, 16, '#44474a', 6) +
    stroke('M180 326 L172 236 L190 252 L200 232 L210 252 L228 236 L220 326', paint.deep, 4) +
    stroke('M136 190 Q142 158 172 146', '#ffffff', 8),
};

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
