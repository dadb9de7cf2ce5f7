/**
 * Makes of a photo what the till keeps: a JPEG, upright, its edges at most 1,600 pixels, as base64.
 * Null for a file that this browser cannot show.
 */
export async function shrinkPicture(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const scale = Math.min(1, EDGE_MAX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const quality of QUALITIES) {
    const base64 = canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '';
    if (base64.length < BASE64_MAX) return base64;
  }
  return null;
}

const EDGE_MAX = 1_600;
/** A message to core holds a million bytes. */
const BASE64_MAX = 880_000;
const QUALITIES = [0.85, 0.7, 0.5, 0.3] as const;
