import { box, dot, fill, type Motif, oval, stroke } from './motif.ts';

export const boot: Motif = {
  silhouette:
    'M136 104 H236 L240 286 Q246 322 286 334 Q340 348 344 390 V402 H136 Q128 250 136 104 Z',
  floor: 424,
  draw: (paint) =>
    fill('M136 104 H236 L237 128 H135 Z', paint.dark) +
    fill('M286 334 Q340 348 344 390 V402 H262 Q258 356 286 334 Z', paint.dark) +
    stroke(
      'M238 168 H206 M239 200 H206 M239 232 H206 M240 264 H208 M246 294 L216 306',
      paint.light,
      4,
    ) +
    box(130, 400, 218, 12, paint.deep, 4) +
    box(130, 408, 72, 16, paint.deep, 3) +
    box(236, 408, 112, 10, paint.deep, 4),
};

export const sneaker: Motif = {
  silhouette:
    'M62 352 Q56 262 88 252 Q106 262 138 254 Q176 300 236 312 Q336 324 340 368 V376 H62 Z',
  floor: 396,
  draw: (paint) =>
    fill('M62 330 Q58 262 88 252 Q98 258 110 258 L118 352 H62 Z', paint.dark) +
    fill('M282 322 Q336 332 340 368 V376 H262 Q258 338 282 322 Z', paint.light) +
    stroke(
      'M150 268 L128 296 M172 286 L152 316 M196 300 L178 328 M220 308 L206 336',
      paint.light,
      6,
    ) +
    box(56, 368, 290, 20, '#f4f1ea', 9) +
    stroke('M62 381 H340', '#cfc9ba', 2) +
    stroke('M110 336 Q160 360 236 352', paint.light, 5),
};

export const loafer: Motif = {
  silhouette: 'M60 350 Q60 276 96 270 L176 292 Q232 318 292 324 Q340 332 342 372 V378 H60 Z',
  floor: 398,
  draw: (paint) =>
    fill('M96 270 L176 292 Q150 316 104 306 Q88 296 96 270 Z', paint.deep) +
    fill('M176 292 Q232 318 262 322 L244 352 Q196 342 160 316 Z', paint.dark) +
    stroke('M262 330 Q318 332 334 366', paint.light, 3) +
    box(56, 374, 290, 10, paint.deep, 4) +
    box(56, 380, 66, 14, paint.deep, 3),
};

export const handbag: Motif = {
  silhouette: 'M104 226 H296 L314 402 Q316 420 296 420 H104 Q84 420 86 402 Z',
  floor: 422,
  behind: (paint) => stroke('M146 232 C146 118 254 118 254 232', paint.deep, 13),
  draw: (paint) =>
    fill('M104 226 H296 L302 286 Q200 352 98 286 Z', paint.dark) +
    stroke(
      'M104 234 Q104 286 200 324 Q296 286 296 234',
      paint.light,
      1.5,
      'stroke-dasharray="5 6"',
    ) +
    box(186, 298, 28, 36, '#b08d3f', 5) +
    box(194, 308, 12, 16, '#8d6f2c', 3),
};

export const backpack: Motif = {
  silhouette: 'M126 180 C126 118 274 118 274 180 L290 390 Q292 420 262 420 H138 Q108 420 110 390 Z',
  floor: 422,
  behind: (paint) =>
    stroke('M176 132 C176 98 224 98 224 132', paint.deep, 9) +
    fill('M118 232 Q84 260 92 388 L112 400 Z M282 232 Q316 260 308 388 L288 400 Z', paint.deep),
  draw: (paint) =>
    fill('M126 180 C126 118 274 118 274 180 L278 236 Q200 262 122 236 Z', paint.dark) +
    box(136, 292, 128, 98, paint.light, 14) +
    stroke('M136 322 H264', paint.dark, 3) +
    box(190, 226, 20, 40, paint.accentDark, 4) +
    dot(200, 322, 6, paint.accentDark),
};

export const belt: Motif = {
  silhouette: '',
  draw: (paint) =>
    `<circle cx="196" cy="264" r="104" fill="none" stroke="${paint.dark}" stroke-width="34"/>` +
    `<circle cx="196" cy="258" r="104" fill="none" stroke="${paint.main}" stroke-width="30"/>` +
    `<circle cx="196" cy="258" r="104" fill="none" stroke="${paint.light}" stroke-width="1.5" stroke-dasharray="5 6"/>` +
    box(262, 226, 66, 66, '#b08d3f', 9) +
    box(274, 238, 42, 42, paint.main, 5) +
    box(262, 254, 44, 9, '#8d6f2c', 3) +
    [30, 60, 90]
      .map((turn) =>
        dot(196 + 104 * Math.sin(turn / 40), 258 + 104 * Math.cos(turn / 40), 4, paint.deep),
      )
      .join(''),
};

export const tote: Motif = {
  silhouette: 'M110 210 H290 L296 424 H104 Z',
  floor: 426,
  behind: (paint) => stroke('M150 214 C148 92 252 92 250 214', paint.dark, 9),
  draw: (paint) =>
    box(110, 210, 180, 14, paint.dark) +
    dot(200, 318, 46, paint.accent) +
    stroke('M178 320 A22 22 0 1 1 200 342 M200 342 L186 332 M200 342 L188 354', paint.main, 7),
};

export const tin: Motif = {
  silhouette: 'M92 262 H308 V356 Q308 388 200 388 Q92 388 92 356 Z',
  floor: 392,
  draw: (paint) =>
    oval(200, 262, 108, 34, paint.light) +
    oval(200, 258, 96, 28, paint.dark) +
    stroke('M92 296 Q200 332 308 296', paint.light, 3) +
    box(148, 318, 104, 34, '#f4f1ea', 6) +
    stroke('M164 330 H236 M176 341 H224', paint.deep, 3),
};

export const spool: Motif = {
  silhouette: 'M142 196 H258 V380 H142 Z',
  floor: 412,
  draw: (paint) =>
    box(118, 172, 164, 26, '#c69c6d', 8) +
    box(118, 378, 164, 26, '#b08457', 8) +
    stroke(
      'M142 216 L258 224 M142 238 L258 246 M142 260 L258 268 M142 282 L258 290 M142 304 L258 312 M142 326 L258 334 M142 348 L258 356',
      paint.dark,
      3,
    ) +
    stroke('M258 330 C306 336 282 396 330 402', paint.main, 4) +
    stroke('M150 150 L284 128', '#b9bec0', 6),
};
