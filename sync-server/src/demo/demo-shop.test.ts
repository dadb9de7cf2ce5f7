import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';
import { COLLECTION_SCHEMAS } from '@second-chance/shared/documents/collections.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { demoShop } from './demo-shop.ts';

const shop = demoShop('2026-03-02' as BusinessDay);

test('every document of the demo shop fits its schema', () => {
  for (const { document } of shop.items) COLLECTION_SCHEMAS.items.parse(document);
  for (const category of shop.categories) COLLECTION_SCHEMAS.categories.parse(category);
  for (const rate of shop.taxRates) COLLECTION_SCHEMAS.taxRates.parse(rate);
  for (const ladder of shop.priceSchedules) COLLECTION_SCHEMAS.priceSchedules.parse(ladder);
  COLLECTION_SCHEMAS.storeSettings.parse(shop.settings);
});

test('it is about 120 things in a dozen categories, nearly all of them one of a kind', () => {
  expect(shop.items.length).toBeGreaterThanOrEqual(115);
  expect(shop.categories.length).toBeGreaterThanOrEqual(12);
  const unique = shop.items.filter(({ document }) => document.kind === 'unique');
  expect(unique.length / shop.items.length).toBeGreaterThan(0.9);
});

test('it is the same at every start', () => {
  expect(demoShop('2026-03-02' as BusinessDay)).toEqual(shop);
});

test('ids, SKUs and barcodes name one thing each, and every barcode can be scanned', () => {
  const codes = shop.items.flatMap(({ document }) => document.barcodes);
  for (const values of [
    shop.items.map(({ document }) => document.id),
    shop.items.map(({ document }) => document.sku),
    codes,
  ]) {
    expect(new Set(values).size).toBe(values.length);
  }
  expect(codes.filter((code) => !parseBarcode(code).ok)).toEqual([]);
});

test('every thing has its own picture: a whole SVG without script or outside address', () => {
  for (const { document } of shop.items) {
    const svg = shop.pictures.get(document.pictures[0] ?? '') ?? '';
    expect(svg, document.sku).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 400 500"/,
    );
    expect(svg, document.sku).not.toMatch(/undefined|NaN|<script|href/);
  }
});

test('some things are marked down by now, some are under the margin scheme', () => {
  const marked = shop.items.filter(
    ({ document }) => document.priceScheduleId !== null && document.listedOn < '2026-01-20',
  );
  expect(marked.length).toBeGreaterThan(10);
  const margin = shop.items.filter(({ document }) => document.taxScheme === 'margin');
  expect(margin.length).toBeGreaterThan(10);
  expect(margin.every(({ document }) => document.unitCost !== null)).toBe(true);
});
