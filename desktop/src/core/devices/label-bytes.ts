import CodepageEncoder from '@point-of-sale/codepage-encoder';
import { eplOf } from '@second-chance/shared/labels/epl.ts';
import type { Label } from '@second-chance/shared/labels/label.ts';
import { zplOf } from '@second-chance/shared/labels/zpl.ts';
import type { LabelOptions } from '@second-chance/shared/printing/device-settings.ts';
import { say } from '@second-chance/shared/printing/say.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import type { TillContext } from '../till-context.ts';
import { fitTo } from './escpos.ts';
import type { JobContent, LabelRun } from './job-content.ts';

/** The commands that print labels; null for what is printed on no label. */
export function labelBytes(
  { catalogue }: Pick<TillContext, 'catalogue'>,
  content: JobContent,
  options: LabelOptions,
): Uint8Array | null {
  if (content.kind === 'labels') return bytesOf(content.labels, options);
  if (content.kind !== 'test') return null;
  const language = receiptLanguageOf(catalogue.settings()?.locale ?? 'en');
  return bytesOf(
    [{ label: testLabel(say(language, 'devices.testPage.works')), count: 1 }],
    options,
  );
}

function bytesOf(runs: readonly LabelRun[], options: LabelOptions): Uint8Array {
  if (options.language === 'zpl') {
    const texts = runs.map(({ label, count }) => zplOf(label, { options, count }));
    return Buffer.from(texts.join(''), 'utf8');
  }
  const fit = fitTo('windows1252');
  const texts = runs.map(({ label, count }) => eplOf(fitLabel(label, fit), { options, count }));
  return CodepageEncoder.encode(texts.join(''), 'windows1252');
}

function fitLabel(label: Label, fit: (text: string) => string): Label {
  return {
    name: fit(label.name),
    details: fit(label.details),
    condition: fit(label.condition),
    price: fit(label.price),
    was: fit(label.was),
    ladder: label.ladder.map(fit),
    code: label.code,
  };
}

function testLabel(name: string): Label {
  return {
    name,
    details: 'ÄÖÜ äöü ß € é ñ å',
    condition: '',
    price: '1 234,56 €',
    was: '',
    ladder: [],
    code: { kind: 'ean13', text: '4006381333931' },
  };
}
