import { expect, test } from 'vitest';
import { isBlack, rasterOf } from './raster.ts';

function picture(width: number, height: number, rgba: readonly number[]) {
  const data = Array.from({ length: width * height }, () => rgba).flat();
  return { width, height, data };
}

function blackDots(raster: ReturnType<typeof rasterOf>): number {
  let black = 0;
  for (let y = 0; y < raster.height; y += 1) {
    for (let x = 0; x < raster.width; x += 1) black += isBlack(raster, x, y) ? 1 : 0;
  }
  return black;
}

test.for([
  { name: 'black', rgba: [0, 0, 0, 255], share: 1 },
  { name: 'white', rgba: [255, 255, 255, 255], share: 0 },
  { name: 'black that is see-through', rgba: [0, 0, 0, 0], share: 0 },
  { name: 'half grey', rgba: [128, 128, 128, 255], share: 0.5 },
  { name: 'light grey', rgba: [204, 204, 204, 255], share: 0.2 },
  { name: 'green, which is bright', rgba: [0, 255, 0, 255], share: 0.41 },
])('$name has its share of black dots', ({ rgba, share }) => {
  const raster = rasterOf(picture(50, 40, rgba));
  expect(Math.abs(blackDots(raster) / 2_000 - share)).toBeLessThan(0.03);
});

test('rows are filled up to whole bytes, and dots beyond a row are no dots', () => {
  const raster = rasterOf(picture(11, 3, [0, 0, 0, 255]));
  expect([...raster.bits]).toEqual([0xff, 0xe0, 0xff, 0xe0, 0xff, 0xe0]);
});
