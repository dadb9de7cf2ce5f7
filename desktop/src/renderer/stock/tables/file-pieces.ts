/** A file as base64 in pieces that fit a message to core. At least one, also of an empty file. */
export function filePieces(bytes: Uint8Array): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from === 0 || from < bytes.length; from += PIECE) {
    let binary = '';
    // Characters from a thousand bytes at a time: the engine takes only so many arguments.
    for (let at = from; at < Math.min(from + PIECE, bytes.length); at += 1_024) {
      binary += String.fromCharCode(...bytes.subarray(at, Math.min(at + 1_024, from + PIECE)));
    }
    pieces.push(btoa(binary));
  }
  return pieces;
}

const PIECE = 600_000;
