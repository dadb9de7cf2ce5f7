import { toSVG } from 'bwip-js/node';

/** A text as a QR code: an SVG of dark squares on white, with the quiet zone that readers need. */
export function qrCode(text: string): string {
  return toSVG({
    bcid: 'qrcode',
    text,
    scale: 4,
    padding: 4,
    backgroundcolor: 'FFFFFF',
  });
}
