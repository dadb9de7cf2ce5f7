import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cleanPicture } from './clean-picture.ts';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } });

async function cleaned(sent: Buffer) {
  const taken = await cleanPicture(sent);
  if (!taken.ok) throw new Error(taken.error.code);
  return { ...taken.value, metadata: await sharp(taken.value.bytes).metadata() };
}
async function problem(sent: Buffer) {
  const taken = await cleanPicture(sent);
  return taken.ok ? null : { code: taken.error.code, ...taken.error.details };
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

/** A whole PNG of black and white dots: 30,000 by 30,000 are 110 kB on disk and 0.9 GB unpacked. */
function aBomb(edge: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(edge * (1 + Math.ceil(edge / 8))));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a phone’s 12 megapixels become a picture of 2,000 at its longer edge, upright', async () => {
  const sent = await plain(4_032, 3_024).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { width, height, metadata } = await cleaned(sent);
  expect([width, height]).toEqual([1_500, 2_000]);
  expect([metadata.format, metadata.orientation]).toEqual(['jpeg', undefined]);
});

test('nothing of where and by what it was taken is left', async () => {
  const sent = await plain(300, 200)
    .withExif({
      IFD0: { Make: 'SecretCamera', Copyright: 'Somebody' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1', GPSLongitudeRef: 'E' },
    })
    .jpeg()
    .toBuffer();
  expect((await sharp(sent).metadata()).exif?.toString('latin1')).toContain('SecretCamera');
  const { bytes, metadata } = await cleaned(sent);
  expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc]).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
  expect(bytes.toString('latin1')).not.toMatch(/SecretCamera|Exif|GPS|Somebody/);
});

test.for(['png', 'webp', 'jpeg'] as const)('a small %s keeps its size', async (format) => {
  const { width, height, metadata } = await cleaned(await plain(30, 20)[format]().toBuffer());
  expect([width, height, metadata.format]).toEqual([30, 20, 'jpeg']);
});

test('what is see-through becomes white, not black', async () => {
  const clear = { create: { width: 8, height: 8, channels: 4, background: '#0000' } } as const;
  const { bytes } = await cleaned(await sharp(clear).png().toBuffer());
  expect((await sharp(bytes).raw().toBuffer())[0]).toBeGreaterThan(250);
});

test('a bomb is refused by what its header says, before anything of it is unpacked', async () => {
  const bomb = aBomb(30_000);
  expect(bomb.length).toBeLessThan(200_000);
  const refused = { code: 'PICTURE_TOO_LARGE', width: 30_000, height: 30_000 };
  expect(await problem(bomb)).toMatchObject(refused);
  // Its header alone gets the same answer: nothing behind it was looked at.
  expect(await problem(bomb.subarray(0, 60))).toMatchObject(refused);
});

test('a picture that breaks off, or is broken inside, is damaged', async () => {
  const png = await plain(400, 400).png().toBuffer();
  const jpeg = await sharp(Buffer.alloc(600 * 600 * 3, 'noise'), {
    raw: { width: 600, height: 600, channels: 3 },
  })
    .jpeg()
    .toBuffer();
  for (const broken of [
    png.subarray(0, png.length - 200),
    png.subarray(0, 20),
    jpeg.subarray(0, jpeg.length >> 1),
    jpeg.subarray(0, 8),
    Buffer.concat([jpeg.subarray(0, 3), Buffer.alloc(200, 'x')]),
    Buffer.from('RIFF____WEBPVP8?________________'),
  ]) {
    expect(await problem(broken)).toEqual({ code: 'PICTURE_DAMAGED' });
  }
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>';
test.for([
  { what: 'an SVG', sent: Buffer.from(SVG) },
  { what: 'HTML', sent: Buffer.from('<!doctype html><script>alert(1)</script>') },
  { what: 'a GIF', sent: Buffer.from('GIF89a/*\x01\x00=1;alert(1)//') },
  { what: 'a PDF', sent: Buffer.from('%PDF-1.7') },
  { what: 'HTML with a JPEG behind it', sent: Buffer.from('<html>\xff\xd8\xff', 'latin1') },
  { what: 'nothing', sent: Buffer.alloc(0) },
])('$what is no picture', async ({ sent }) => {
  expect(await problem(sent)).toEqual({ code: 'PICTURE_NOT_SUPPORTED', what: 'not_a_picture' });
});

test('HEIC is refused by its own name, and so is what moves', async () => {
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  expect(await problem(heic)).toEqual({ code: 'PICTURE_NOT_SUPPORTED', what: 'heic' });
  const frames = Buffer.concat([Buffer.alloc(300), Buffer.alloc(300, 255)]);
  const moving = await sharp(frames, {
    raw: { width: 10, height: 20, channels: 3, pageHeight: 10 },
  })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
  expect(await problem(moving)).toEqual({ code: 'PICTURE_NOT_SUPPORTED', what: 'animated' });
});

test('a script behind a real picture does not come through', async () => {
  const photo = await plain(50, 50).jpeg().toBuffer();
  const both = Buffer.concat([photo, Buffer.from('<script>alert(document.domain)</script>')]);
  const { bytes } = await cleaned(both);
  expect(bytes.toString('latin1')).not.toContain('script');
});
