/**
 * PostgreSQL arrays in their binary wire form, for `unnest`. Nothing is quoted or escaped on the
 * way, so any text arrives as it is, and the database parses no numbers.
 */
const OID = { int8: 20, int4: 23, text: 25, uuid: 2950 } as const;
const HEAD_BYTES = 20;
const NULL_LENGTH = -1;

/** `text[]`; a text must be well-formed and without U+0000. */
export function textArray(values: readonly (string | null)[]): Buffer {
  let size = HEAD_BYTES + 4 * values.length;
  for (const value of values) if (value !== null) size += Buffer.byteLength(value);
  const buffer = arrayHead(OID.text, values, size);
  let at = HEAD_BYTES;
  for (const value of values) {
    const length = value === null ? 0 : buffer.write(value, at + 4, 'utf8');
    buffer.writeInt32BE(value === null ? NULL_LENGTH : length, at);
    at += 4 + length;
  }
  return values.length === 0 ? emptyArray(OID.text) : buffer;
}

/** `uuid[]` of UUIDs with dashes in lower case. */
export function uuidArray(values: readonly (string | null)[]): Buffer {
  return fixedArray(OID.uuid, 16, values, (buffer, at, value) => {
    buffer.write(value.replaceAll('-', ''), at, 'hex');
  });
}

/** `int8[]` of safe integers. */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(OID.int8, 8, values, (buffer, at, value) => {
    buffer.writeInt32BE(Math.floor(value / 0x1_0000_0000), at);
    buffer.writeUInt32BE(value >>> 0, at + 4);
  });
}

/** `int4[]` of integers of 32 bits. */
export function integerArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(OID.int4, 4, values, (buffer, at, value) => {
    buffer.writeInt32BE(value, at);
  });
}

function fixedArray<T>(
  oid: number,
  width: number,
  values: readonly (T | null)[],
  write: (buffer: Buffer, at: number, value: T) => void,
): Buffer {
  if (values.length === 0) return emptyArray(oid);
  const nulls = values.reduce((count: number, value) => count + (value === null ? 1 : 0), 0);
  const size = HEAD_BYTES + (4 + width) * values.length - width * nulls;
  const buffer = arrayHead(oid, values, size);
  let at = HEAD_BYTES;
  for (const value of values) {
    buffer.writeInt32BE(value === null ? NULL_LENGTH : width, at);
    at += 4;
    if (value === null) continue;
    write(buffer, at, value);
    at += width;
  }
  return buffer;
}

/** Dimensions, null flag, element type, length, lower bound. */
function arrayHead(oid: number, values: readonly unknown[], size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  return buffer;
}

function emptyArray(oid: number): Buffer {
  const buffer = Buffer.alloc(12);
  buffer.writeInt32BE(oid, 8);
  return buffer;
}
