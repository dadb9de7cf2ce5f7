import { toSVG } from 'bwip-js/node';

/** A QR code as a picture that an address of its own holds (`data:`), black on white. */
export function qrPicture(content: string): string {
  const code = { bcid: 'qrcode', text: content, eclevel: 'L', scale: 3, backgroundcolor: 'FFFFFF' };
  return `data:image/svg+xml;base64,${Buffer.from(toSVG(code)).toString('base64')}`;
}
