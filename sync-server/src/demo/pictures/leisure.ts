import { box, dot, fill, type Motif, oval, stroke } from './motif.ts';

export const book: Motif = {
  silhouette: 'M110 96 H286 Q294 96 294 104 V404 Q294 412 286 412 H110 Z',
  floor: 420,
  behind: () => box(118, 106, 182, 312, '#f4f1ea', 5) + stroke('M296 112 V412', '#d6d0c0', 2),
  draw: (paint) =>
    box(110, 96, 24, 316, paint.dark) +
    box(156, 138, 112, 64, paint.light, 3) +
    stroke('M172 158 H252 M184 178 H240', paint.deep, 5) +
    dot(212, 292, 44, paint.accent) +
    fill('M168 292 A44 44 0 0 0 256 292 Z', paint.accentDark) +
    stroke('M182 378 H242', paint.light, 4),
};

export const bookStack: Motif = {
  silhouette: 'M92 330 H308 V386 H92 Z',
  floor: 446,
  behind: (paint) =>
    box(76, 386, 240, 56, paint.accentDark, 5) +
    box(300, 392, 14, 44, '#f4f1ea') +
    box(110, 278, 182, 52, paint.accent, 5) +
    box(96, 232, 204, 46, paint.deep, 5) +
    fill('M122 232 L142 150 L300 188 L290 232 Z', paint.light) +
    fill('M142 150 L300 188 L296 204 L138 166 Z', '#f4f1ea'),
  draw: (paint) =>
    stroke('M104 404 H220 M104 420 H170', '#f4f1ea', 4) +
    stroke('M116 350 H230 M116 366 H190', paint.light, 4) +
    stroke('M134 304 H230', paint.deep, 5) +
    stroke('M118 255 H240', paint.light, 4) +
    box(292, 336, 14, 44, '#f4f1ea'),
};

export const record: Motif = {
  silhouette: 'M64 152 H276 V364 H64 Z',
  behind: () =>
    dot(266, 258, 100, '#2b2a2a') +
    [90, 78, 66, 54]
      .map(
        (radius) =>
          `<circle cx="266" cy="258" r="${radius}" fill="none" stroke="#4a4947" stroke-width="1.5"/>`,
      )
      .join('') +
    dot(266, 258, 34, '#c4922e') +
    dot(266, 258, 5, '#efebe1'),
  draw: (paint) =>
    dot(170, 266, 68, paint.light) +
    dot(170, 266, 46, paint.accent) +
    dot(170, 266, 20, paint.deep) +
    stroke('M84 176 H168', paint.light, 7) +
    stroke('M84 344 H144', paint.light, 4),
};

export const bear: Motif = {
  silhouette:
    'M200 238 C262 238 284 300 276 352 C270 398 240 410 200 410 C160 410 130 398 124 352 C116 300 138 238 200 238 Z',
  floor: 420,
  behind: (paint) =>
    oval(126, 300, 26, 52, paint.dark) +
    oval(274, 300, 26, 52, paint.dark) +
    oval(144, 396, 42, 28, paint.dark) +
    oval(256, 396, 42, 28, paint.dark) +
    dot(142, 138, 30, paint.main) +
    dot(258, 138, 30, paint.main) +
    dot(142, 138, 15, paint.light) +
    dot(258, 138, 15, paint.light),
  draw: (paint) =>
    oval(200, 330, 52, 58, paint.light) +
    oval(200, 184, 82, 72, paint.main) +
    oval(200, 208, 36, 28, paint.light) +
    oval(200, 196, 13, 9, '#2b2a2a') +
    stroke('M200 205 V218 Q188 228 180 220 M200 218 Q212 228 220 220', '#2b2a2a', 3) +
    dot(168, 172, 7, '#2b2a2a') +
    dot(232, 172, 7, '#2b2a2a') +
    fill('M200 254 L160 238 V272 Z M200 254 L240 238 V272 Z', paint.accent) +
    dot(200, 254, 8, paint.accentDark),
};

export const toyCar: Motif = {
  silhouette:
    'M56 330 Q52 288 92 282 L126 276 Q152 214 206 212 Q262 212 288 274 Q344 280 346 318 V346 H56 Z',
  floor: 384,
  draw: (paint) =>
    fill('M142 274 Q160 232 196 230 V274 Z M210 230 Q250 232 268 274 H210 Z', '#d3dee0') +
    stroke('M204 222 V336', paint.dark, 3) +
    box(52, 322, 298, 22, paint.dark, 8) +
    [120, 284]
      .map(
        (x) => dot(x, 346, 36, '#2b2a2a') + dot(x, 346, 17, '#d8c3a0') + dot(x, 346, 5, '#44474a'),
      )
      .join('') +
    dot(338, 306, 8, '#f2d98a'),
};

export const blocks: Motif = {
  silhouette: 'M84 292 H196 V404 H84 Z',
  floor: 410,
  behind: (paint) =>
    box(204, 292, 112, 112, paint.accent, 6) +
    box(144, 176, 112, 112, paint.light, 6) +
    stroke('M214 302 H306 V394 H214 Z', paint.accentDark, 3) +
    stroke('M154 186 H246 V278 H154 Z', paint.dark, 3) +
    fill('M200 204 L228 258 H172 Z', paint.dark) +
    dot(260, 348, 26, paint.accentDark),
  draw: (paint) =>
    stroke('M94 302 H186 V394 H94 Z', paint.light, 3) + box(116, 324, 48, 48, paint.light, 4),
};

export const gameBox: Motif = {
  silhouette: 'M66 196 H334 V356 H66 Z',
  floor: 398,
  behind: (paint) => box(66, 350, 268, 42, paint.deep, 4),
  draw: (paint) =>
    stroke('M80 210 H320 V342 H80 Z', paint.light, 3) +
    [0, 1, 2, 3]
      .flatMap((column) =>
        [0, 1, 2].map((row) =>
          (column + row) % 2 === 0
            ? box(100 + column * 32, 228 + row * 32, 32, 32, paint.light)
            : box(100 + column * 32, 228 + row * 32, 32, 32, paint.dark),
        ),
      )
      .join('') +
    dot(270, 256, 20, paint.accent) +
    fill('M252 322 Q270 254 288 322 Z', paint.accent),
};

export const bicycle: Motif = {
  silhouette: '',
  floor: 396,
  draw: (paint) =>
    [106, 294]
      .map(
        (x) =>
          `<circle cx="${x}" cy="314" r="74" fill="none" stroke="#2b2a2a" stroke-width="9"/><circle cx="${x}" cy="314" r="66" fill="none" stroke="#b9bec0" stroke-width="2"/>${stroke(`M${x} 244 V384 M${x - 70} 314 H${x + 70} M${x - 50} 264 L${x + 50} 364 M${x + 50} 264 L${x - 50} 364`, '#b9bec0', 1.2)}${dot(x, 314, 8, '#44474a')}`,
      )
      .join('') +
    stroke(
      'M106 314 L160 212 H262 L192 320 H106 M160 212 L192 320 M150 192 L160 212',
      paint.main,
      9,
    ) +
    stroke('M294 314 L256 180 L232 168', paint.main, 9) +
    stroke('M256 180 L282 164', '#44474a', 7) +
    stroke('M134 190 Q150 180 174 190', '#6b4a34', 11) +
    dot(192, 320, 17, paint.dark) +
    stroke('M192 320 L206 352 M198 354 H216', '#44474a', 5),
};

export const tent: Motif = {
  silhouette: 'M200 140 L348 376 H52 Z',
  floor: 386,
  behind: () =>
    stroke('M200 140 L188 116 M200 140 L212 116 M52 376 L32 388 M348 376 L368 388', '#8d8f8c', 4),
  draw: (paint) =>
    fill('M200 140 L348 376 H258 Z', paint.dark) +
    fill('M200 190 L246 376 H154 Z', paint.deep) +
    fill('M200 190 L154 376 H132 Q178 300 200 190 Z', paint.light) +
    stroke('M52 376 H348', paint.deep, 4),
};

export const racket: Motif = {
  silhouette: '',
  draw: (paint) =>
    `<g transform="rotate(24 200 250)"><ellipse cx="200" cy="182" rx="84" ry="106" fill="#f7f4ec" opacity=".55"/>` +
    stroke(
      'M144 110 V254 M164 92 V272 M184 82 V282 M204 80 V284 M224 84 V280 M244 100 V264 M124 140 H276 M118 162 H282 M116 184 H284 M118 206 H282 M124 228 H276 M136 250 H264',
      '#c9c4b4',
      1.6,
    ) +
    `<ellipse cx="200" cy="182" rx="84" ry="106" fill="none" stroke="${paint.main}" stroke-width="13"/>` +
    stroke('M164 276 L194 330 M236 276 L206 330', paint.dark, 9) +
    `${box(188, 322, 24, 130, paint.deep, 9)}${stroke('M190 352 L210 340 M190 376 L210 364 M190 400 L210 388 M190 424 L210 412', paint.light, 3)}</g>` +
    dot(310, 390, 30, '#c9cf6a') +
    stroke('M290 368 Q312 384 296 416', '#f7f4ec', 3),
};

export const camera: Motif = {
  silhouette:
    'M66 214 Q66 198 82 198 H138 L158 166 H242 L262 198 H318 Q334 198 334 214 V352 Q334 370 316 370 H84 Q66 370 66 352 Z',
  floor: 374,
  behind: (paint) =>
    stroke('M74 216 C10 300 60 420 150 420 M326 216 C376 280 370 330 340 360', paint.deep, 8),
  draw: (paint) =>
    box(66, 236, 268, 96, paint.deep) +
    dot(200, 284, 72, '#b9bec0') +
    dot(200, 284, 58, '#2b2a2a') +
    dot(200, 284, 38, '#3c4f5e') +
    dot(184, 268, 11, '#d3dee0') +
    box(176, 176, 48, 22, '#3c4f5e', 4) +
    box(92, 186, 34, 14, paint.deep, 4) +
    dot(298, 218, 9, paint.accent),
};

export const cards: Motif = {
  silhouette: 'M92 190 L276 150 L306 288 L122 328 Z',
  behind: (paint) =>
    fill('M108 256 L292 296 L262 434 L78 394 Z', paint.accentDark) +
    fill('M102 224 L292 224 V366 H102 Z', paint.light),
  draw: (paint) =>
    fill('M106 200 L268 164 L290 270 L128 306 Z', '#f4f1ea') +
    fill('M122 290 L166 232 L196 262 L226 218 L282 258 L284 266 L128 302 Z', paint.dark) +
    dot(240, 196, 13, paint.accent),
};
